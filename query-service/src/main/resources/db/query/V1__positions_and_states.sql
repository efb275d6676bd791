-- How far each fold has come, by ledger and generation; the serving generation is the one that is read.
create table fold_position (
    ledger       varchar(63)  not null,
    fold         varchar(63)  not null,
    generation   bigint       not null,
    version      integer      not null,
    serving      boolean      not null,
    next_position bigint      not null,
    commit_hash  varchar(64)  not null,
    primary key (ledger, fold, generation)
);

-- What is known of each entity, as JSON. A cache of the ledger, like every table here.
create table fold_state (
    ledger        varchar(63)   not null,
    fold          varchar(63)   not null,
    generation    bigint        not null,
    entity        varchar(200)  not null,
    state         text          not null,
    last_instant  timestamp with time zone not null,
    last_position bigint        not null,
    primary key (ledger, fold, generation, entity)
);

-- A state is written as bytes: a text of some kilobytes is a large object to H2, and costs more than all the rest of its row.
-- What was kept is built anew, as where a fold has another version.
drop table fold_state;
create table fold_state (
    ledger        varchar(63)   not null,
    fold          varchar(63)   not null,
    generation    bigint        not null,
    entity        varchar(200)  not null,
    state         bytea         not null,
    last_instant  timestamp with time zone not null,
    last_position bigint        not null,
    primary key (ledger, fold, generation, entity)
);
update fold_position set version = 0;

-- Replays by the generation that each builds; the state stands beside the record so that only one changes it.
create table replay (
    ledger      varchar(63)  not null,
    generation  bigint       not null,
    state       varchar(16)  not null,
    replay      text         not null,
    primary key (ledger, generation)
);

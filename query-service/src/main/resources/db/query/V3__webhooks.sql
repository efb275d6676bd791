-- Who is told of changes, and up to where the views were looked at for each. Unlike the other tables, these are not
-- rebuilt from the ledger.
create table webhook (
    id          varchar(63)   not null primary key,
    ledger      varchar(63)   not null,
    url         varchar(2000) not null,
    secret      varchar(200)  not null,
    topics      varchar(200)  not null,
    party       varchar(63),
    created_at  timestamp with time zone not null,
    looked_size bigint        not null,
    looked_at   timestamp with time zone not null
);

-- What waits to be sent, and the last that was.
create table webhook_delivery (
    id          varchar(63)  not null primary key,
    webhook     varchar(63)  not null references webhook (id) on delete cascade,
    topic       varchar(63)  not null,
    body        text         not null,
    created_at  timestamp with time zone not null,
    state       varchar(15)  not null,
    attempts    integer      not null,
    next_at     timestamp with time zone,
    last_at     timestamp with time zone,
    last_status integer,
    last_error  varchar(200)
);

create index webhook_delivery_due on webhook_delivery (state, next_at);
create index webhook_delivery_of on webhook_delivery (webhook, state);

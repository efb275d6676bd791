package io.rackledger.ledger;

/** What the engine wants done. None of it may call back into the engine. */
interface Effects {
    /** Sends a record to the end of the log; its result comes back with the same id. */
    void send(long sendId, byte[] value);

    /** Gives up all sends that have no result yet: they may still land, but nobody waits for them. */
    void abandonSends();

    /** Tells somebody something, once everything that the engine has applied so far can be read. */
    void tell(Runnable listener);
}

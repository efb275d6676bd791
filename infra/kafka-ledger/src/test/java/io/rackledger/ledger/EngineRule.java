package io.rackledger.ledger;

import java.nio.file.Path;

/**
 * The rules that the ledger's safety and liveness rest on, each as the one place in the source that keeps it, and what
 * stands there when the rule is removed.
 */
enum EngineRule {
    // ---- the chain: every reader's rules ------------------------------------------------------------------------

    A_RECORD_NAMES_ITS_PREDECESSOR(
            EngineRule.CHAIN,
            "if (!commit.prev().equals(head.hash())) { return new Verdict.Void(\"behind another commit than the head\"); }",
            ""),
    NOBODY_CLAIMS_WHAT_DOES_NOT_STAND(EngineRule.CHAIN, "if (claimed != null &&", "if (false && claimed != null &&"),
    A_LEDGER_BEGINS_WITH_ITS_ONLY_GENESIS(
            EngineRule.CHAIN, "(header.kind() == Header.Kind.GENESIS) != head.hash().equals(Hash.ZERO)", "false"),
    A_GENESIS_NAMES_ITS_LEDGER(
            EngineRule.CHAIN, "header.genesis() != null && !header.genesis().ledger().equals(ledger)", "false"),
    A_COMMIT_HOLDS_EVENTS(
            EngineRule.CHAIN, "(header.kind() == Header.Kind.COMMIT) == commit.entries().isEmpty()", "false"),
    POSITIONS_ARE_GAPLESS(EngineRule.CHAIN, "header.position() != head.size()", "false"),
    TIME_NEVER_RUNS_BACKWARDS(EngineRule.CHAIN, "header.recordedAt().isBefore(head.recordedAt())", "false"),

    // ---- the engine: what may be sent ---------------------------------------------------------------------------

    CONDITIONS_ARE_CHECKED(EngineRule.ENGINE, "index.firstMatch(condition.criteria(), condition.marker())", "-1"),
    CONDITIONS_ARE_CHECKED_AGAINST_WHAT_IS_IN_FLIGHT(
            EngineRule.ENGINE, "if (conflict >= 0) {", "if (conflict >= 0 && conflict < chain.head().size()) {"),
    WHAT_WAS_DECIDED_ON_A_VOID_COMMIT_IS_SUPERSEDED(
            EngineRule.ENGINE, "if (!index.contains(condition.anchor())) {", "if (false) {"),
    TIME_IS_NEVER_BEFORE_THE_HEADS(
            EngineRule.ENGINE, "now.isBefore(tip.recordedAt()) ? tip.recordedAt() : now,", "now,"),
    WHAT_HAS_AN_ANSWER_IS_NOT_SENT_AGAIN(EngineRule.ENGINE, "if (append.told()) { continue; }", ""),
    A_WRITER_SEALS_WHEN_IT_OPENS(
            EngineRule.ENGINE,
            "if (writes && assigned) { startSealing(now);",
            "if (writes && assigned) { phase = Phase.OPEN;"),
    NOTHING_IS_SENT_BEFORE_THE_SEAL_STANDS(
            EngineRule.ENGINE,
            "while (phase == Phase.OPEN && overlay",
            "while ((phase == Phase.OPEN || phase == Phase.SEALING) && overlay"),

    // ---- the engine: what is proven -----------------------------------------------------------------------------

    NOBODY_IS_TOLD_BEFORE_PROOF(
            EngineRule.ENGINE, "append.taken(effects);", "append.taken(effects); tellAppended(sent, now);"),
    AN_OFFSET_PROVES_ONLY_WHERE_IT_IS_THE_NEXT(
            EngineRule.ENGINE, "first.offset >= 0 && first.offset == scanned + 1", "first.offset >= 0"),
    NO_CONFLICT_IS_TOLD_BEFORE_PROOF(
            EngineRule.ENGINE, "if (last == null || conflict.position() < chain.head().size()) {", "if (true) {"),
    A_WAITER_IS_TOLD_OF_PROOF_ONLY(
            EngineRule.ENGINE,
            "tip.hash().equals(Hash.ZERO) || chain.contains(tip)",
            "tip.hash().equals(Hash.ZERO) || index.contains(tip)"),
    A_TIP_IN_DOUBT_IS_NOT_YET_VOID(
            EngineRule.ENGINE, "|| (phase == Phase.SEALING && tip.size() > chain.head().size())", ""),
    WHAT_IS_IN_DOUBT_MAY_YET_STAND(EngineRule.ENGINE, "mine != null && mine.commit.equals(commit)", "false"),
    WHAT_WAS_SENT_IS_UNKNOWN_AT_ITS_DEADLINE(
            EngineRule.ENGINE,
            "new Outcome.Unknown(\"it was sent, and the log has not shown in time what became of it\")",
            "late()"),
    WHAT_IS_QUEUED_IS_TOLD_BY_ITS_DEADLINE(
            EngineRule.ENGINE, "boolean late = now.isAfter(append.deadline);", "boolean late = false;"),
    WHAT_IS_REFUSED_IS_TOLD_BY_ITS_DEADLINE(EngineRule.ENGINE, "refused.append().tell(late(), effects);", ""),
    WHO_WAITS_FOR_A_TIP_IS_TOLD_BY_THE_DEADLINE(EngineRule.ENGINE, "waiters.expire(now);", ""),
    WHAT_WAS_SENT_IS_UNKNOWN_WHEN_THE_ENGINE_STOPS(
            EngineRule.ENGINE,
            "sent.append.tell(new Outcome.Unknown(because), effects);",
            "sent.append.tell(new Outcome.Unavailable(because), effects);"),
    A_RECORD_IS_TAKEN_ONCE(
            EngineRule.ENGINE, "if (offset <= scanned || phase == Phase.STOPPED) {", "if (phase == Phase.STOPPED) {"),

    // ---- the engine: what follows an error ----------------------------------------------------------------------

    A_FAILED_SEND_IS_FOLLOWED_BY_A_SEAL(
            EngineRule.ENGINE,
            "} else if (phase == Phase.OPEN && overlay.stream().anyMatch(sent -> sent.sendId == sendId)) { startSealing(now);",
            "} else if (false) {"),
    AN_OFFSET_OF_ANOTHER_RECORD_IS_FOLLOWED_BY_A_SEAL(
            EngineRule.ENGINE, "if (offset >= 0 && offset <= scanned) { startSealing(now); } else {", "{"),
    A_SEAL_AT_AN_OFFSET_OF_ANOTHER_RECORD_IS_SENT_AGAIN(
            EngineRule.ENGINE,
            "phase == Phase.SEALING && sendId == sealSendId && offset >= 0 && offset <= scanned",
            "false"),
    AN_OWN_VOID_COMMIT_IS_FOLLOWED_BY_A_SEAL(
            EngineRule.ENGINE, "} else if (phase == Phase.OPEN && isInFlight(value)) {", "} else if (false) {"),
    A_VOID_SEAL_IS_SENT_AGAIN(
            EngineRule.ENGINE, "if (phase == Phase.SEALING && Arrays.equals(seal, value)) {", "if (false) {"),
    A_FAILED_SEAL_IS_SENT_AGAIN(EngineRule.ENGINE, "sealAgainAt = now.plus(settings.sealRetry());", ""),
    A_SEAL_EXTENDS_THE_LAST_PROVEN_COMMIT(
            EngineRule.ENGINE,
            "Head head = chain.head(); Header.Kind kind",
            "Head head = doubtful.isEmpty() ? chain.head() : doubtful.peekLast().commit.head(); Header.Kind kind"),
    A_FOREIGN_COMMIT_TAKES_BACK_THE_OVERLAY(
            EngineRule.ENGINE,
            "index.truncate(new Head(header.position(), overtakenBy.prev(), header.recordedAt()));",
            ""),
    A_REFUSAL_FOR_A_VOID_COMMIT_IS_TAKEN_BACK(
            EngineRule.ENGINE, "release(sent).forEach(refused -> overtaken.add(refused.append()));", ""),
    WHAT_WAS_TAKEN_BACK_IS_SENT_AGAIN(EngineRule.ENGINE, "requeue(overtaken);", ""),
    AN_ASSIGNED_WRITER_SEALS(EngineRule.ENGINE, "assigned && writes && phase == Phase.FOLLOWING", "false"),

    // ---- the index: what a restart goes on from -----------------------------------------------------------------

    AN_INDEX_KEEPS_NOTHING_THAT_IS_IN_FLIGHT(EngineRule.INDEX, "moving.truncate(head.head());", ""),
    AN_INDEX_OF_ANOTHER_LEDGER_IS_NOT_TAKEN(EngineRule.STORED, "!state.ledger().equals(ledger)", "false"),
    AN_INDEX_IS_GONE_ON_WITH_WHERE_THE_LOG_LEADS_TO_IT(
            EngineRule.RESUME, "reached = chain.head().equals(last.head());", "reached = true;"),
    WHAT_LEADS_TO_THE_LAST_COMMIT_IS_JUDGED_TOO(
            EngineRule.RESUME,
            "reached = chain.head().equals(last.head());",
            "reached = offset == last.offset() && holds(record, last);"),
    JUDGING_BEGINS_WITH_A_COMMIT_THAT_IS_THERE(
            EngineRule.RESUME, "offset != from.offset() || !holds(record, from)", "false"),
    JUDGING_BEGINS_AS_FAR_BACK_AS_MAY_BE_IN_FLIGHT(
            EngineRule.WAY_BACK,
            "more >= settings.mostInFlight() || moreBytes >= settings.mostInFlightBytes()",
            "true"),
    A_LOG_THAT_ENDS_BEFORE_ITS_INDEX_IS_NOT_GONE_ON_WITH(EngineRule.RESUME, "end <= last.offset()", "false"),
    A_LOG_WITHOUT_A_RECORD_WHERE_ITS_INDEX_ENDS_IS_NOT_GONE_ON_WITH(
            EngineRule.RESUME, "!reached && position > last.offset()", "false");

    static final String ENGINE = "src/main/java/io/rackledger/ledger/Engine.java";
    static final String INDEX = "src/main/java/io/rackledger/ledger/LedgerIndex.java";
    static final String STORED = "src/main/java/io/rackledger/ledger/StoredIndex.java";
    static final String RESUME = "src/main/java/io/rackledger/ledger/ResumePoint.java";
    static final String WAY_BACK = "src/main/java/io/rackledger/ledger/WayBack.java";
    static final String CHAIN = "../ledger-format/src/main/java/io/rackledger/format/Chain.java";

    final Path file;
    final String fragment;
    final String without;

    EngineRule(String file, String fragment, String without) {
        this.file = Path.of(file);
        this.fragment = fragment;
        this.without = without;
    }
}

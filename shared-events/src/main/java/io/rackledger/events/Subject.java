package io.rackledger.events;

import java.util.Arrays;
import java.util.function.Function;

/** Any entity, named by its kind and id. */
public record Subject(Kind kind, String id) {
    /** What may be spoken of. A lot is spoken of by its order. */
    public enum Kind {
        PARTY("party", PartyId::new),
        ORDER("order", OrderId::new),
        FACILITY("facility", FacilityId::new),
        LEASE("lease", LeaseId::new),
        PROGRAMME("programme", ProgrammeId::new),
        LISTING("listing", ListingId::new),
        CASE("case", CaseId::new),
        SOURCE("source", SourceId::new),
        DELIVERY("delivery", DeliveryId::new),
        OBLIGATION("obligation", ObligationId::new),
        ROUND("round", RoundId::new),
        ALLIANCE("alliance", AllianceId::new);

        private final String word;
        private final Function<String, EntityId> read;

        Kind(String word, Function<String, EntityId> read) {
            this.word = word;
            this.read = read;
        }

        /**
         * The kind of that name.
         *
         * @throws IllegalArgumentException if there is none
         */
        public static Kind named(String word) {
            return Arrays.stream(values())
                    .filter(kind -> kind.word.equals(word))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("must be one of "
                            + String.join(
                                    ", ",
                                    Arrays.stream(values()).map(Kind::toString).toList())));
        }

        /** The word for it, as in tags and rules. */
        @Override
        public String toString() {
            return word;
        }
    }

    public Subject {
        EntityId.check(id);
    }

    /** The entity's own id. */
    public EntityId entity() {
        return kind.read.apply(id);
    }

    /** The tag by which facts about it are found. */
    public Tag tag() {
        return new Tag(kind.word, id);
    }

    @Override
    public String toString() {
        return kind + " '" + id + "'";
    }
}

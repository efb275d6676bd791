package io.rackledger.command.facility;

import io.rackledger.command.decision.Intake;
import io.rackledger.events.Mode;
import io.rackledger.events.Truth;
import io.rackledger.events.ValidTime;
import org.jspecify.annotations.Nullable;

/** Whether notice of a lease's change or end was given long enough before; days are counted in UTC. */
final class Notice {
    private Notice() {}

    /**
     * Whether it was too short.
     *
     * @param noticeOn when it was given; where the command doesn't say, what we decide is notified with the decision
     * @param days     how long before it must be given; null where nobody knows
     */
    static Truth tooShort(Intake<?> intake, @Nullable ValidTime noticeOn, @Nullable Integer days) {
        ValidTime given = noticeOn == null && intake.mode() == Mode.DECIDED ? ValidTime.of(intake.at()) : noticeOn;
        ValidTime on = intake.validAt();
        if (days != null && days == 0 && given != null && given.equals(on)) {
            return Truth.NO;
        }
        if (given == null || on == null) {
            return Truth.POSSIBLE;
        }
        int least = days == null ? 0 : days;
        if (on.lastDay().isBefore(given.firstDay().plusDays(least))) {
            return Truth.YES;
        }
        boolean possible =
                days == null || on.firstDay().isBefore(given.lastDay().plusDays(least));
        return possible ? Truth.POSSIBLE : Truth.NO;
    }
}

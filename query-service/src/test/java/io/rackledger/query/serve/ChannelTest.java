package io.rackledger.query.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rackledger.events.Event;
import io.rackledger.events.Identifiers;
import io.rackledger.events.Mode;
import io.rackledger.events.PartyId;
import io.rackledger.events.PartyRegistered;
import io.rackledger.events.Recorded;
import io.rackledger.events.Tag;
import io.rackledger.events.ValidTime;
import io.rackledger.query.fold.Answer;
import io.rackledger.query.fold.Column;
import io.rackledger.query.fold.Fold;
import io.rackledger.query.fold.Folded;
import io.rackledger.query.fold.Parameter;
import io.rackledger.query.fold.Question;
import io.rackledger.query.fold.Row;
import io.rackledger.query.fold.View;
import io.rackledger.query.follow.Follower;
import io.rackledger.query.follow.LedgerEvents;
import io.rackledger.query.follow.MemoryLedger;
import io.rackledger.query.follow.NoStore;
import io.rackledger.query.follow.Past;
import io.rackledger.query.serve.Channel.Update;
import io.rackledger.query.serve.Frame.Told;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One channel, without HTTP, at moments that a test chooses. */
class ChannelTest {
    private static final Duration SOON = Duration.ofMillis(10);
    private static final Duration SILENCE = Duration.ofMillis(300);
    private static final Duration NEVER = Duration.ofHours(1);
    private static final Rhythm.Pace PACE = new Rhythm.Pace(Duration.ofMillis(1), SOON, SOON, SILENCE);
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Instant MORNING = Instant.parse("2026-03-02T09:00:00Z");
    private static final String UNFOLDABLE = "unfoldable";

    private final MemoryLedger ledger = new MemoryLedger(List.of(), new Random(1));
    private final LedgerEvents events = new LedgerEvents(ledger);
    private final Follower follower = new Follower(ledger, events, new NoStore(), List.of(Names.FOLD));
    private final SetClock clock = new SetClock();
    private final Views views = new Views(List.of(new Names()), follower, new Past(events, 1_000), clock);
    private final View view = views.named("names");
    private final Channels channels = channels(PACE);

    /** A row for each party that is known by name; one name can't be folded. */
    private static final class Names implements View {
        private static final Fold<String> FOLD = new Fold<>() {
            @Override
            public String name() {
                return "names";
            }

            @Override
            public int version() {
                return 1;
            }

            @Override
            public Class<String> stateType() {
                return String.class;
            }

            @Override
            public Set<Class<? extends Event>> types() {
                return Set.of(PartyRegistered.class);
            }

            @Override
            public List<String> entities() {
                return List.of("party");
            }

            @Override
            public Set<Tag> keysOf(Recorded recorded) {
                return recorded.event() instanceof PartyRegistered e ? Set.of(Tag.of(e.party())) : Set.of();
            }

            @Override
            public String initial(Tag key) {
                return key.value();
            }

            @Override
            public String fold(String state, Recorded recorded) {
                if (state.equals(UNFOLDABLE)) {
                    throw new IllegalStateException(UNFOLDABLE);
                }
                return state;
            }

            @Override
            public List<Column> columns() {
                return List.of();
            }

            @Override
            public List<List<Object>> rows(String state) {
                return List.of();
            }
        };

        @Override
        public String name() {
            return "names";
        }

        @Override
        public String purpose() {
            return "Names.";
        }

        @Override
        public List<Fold<?>> folds() {
            return List.of(FOLD);
        }

        @Override
        public List<Parameter> parameters() {
            return List.of();
        }

        @Override
        public List<String> columns() {
            return List.of("party");
        }

        @Override
        public Answer answer(Folded folded, Question question) {
            return new Answer(
                    Row.of("totals"),
                    folded.of(FOLD).values().stream()
                            .sorted()
                            .map(name -> Row.of(name).with("party", name))
                            .toList());
        }
    }

    /** Stands still. */
    private static final class SetClock extends Clock {
        private volatile Instant now = MORNING;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }

    @BeforeEach
    void start() {
        follower.start();
    }

    @AfterEach
    void stop() {
        channels.close();
        follower.close();
    }

    private void register(String party, String since) throws InterruptedException {
        long position = ledger.head().size();
        ledger.add(new Recorded(
                position,
                "e" + position,
                MORNING,
                ValidTime.parse(since),
                Mode.DECIDED,
                null,
                "local",
                "c" + position,
                null,
                new PartyRegistered(new PartyId(party), party, List.of(), Identifiers.NONE)));
        assertThat(follower.awaitSize(position + 1, LIMIT).size()).isEqualTo(position + 1);
    }

    private Channels channels(Rhythm.Pace pace) {
        return new Channels(views, events, new AnswerWriter("test"), pace);
    }

    private ViewQuestion question() {
        return ViewQuestion.read(view, "test", Map.of());
    }

    private Channels.Subscription subscribe() {
        return channels.subscribe(view, question());
    }

    private static String text(Update update) {
        return new String(update.text(), StandardCharsets.UTF_8);
    }

    private static Told told(Update update) {
        return Objects.requireNonNull(update.told());
    }

    @Test
    void who_stands_at_the_same_frame_gets_the_same_bytes() throws InterruptedException {
        register("dell", "2024");
        try (Channels.Subscription one = subscribe();
                Channels.Subscription other = subscribe()) {
            Update first = one.channel().open(null);
            assertThat(other.channel().open(null).text()).isSameAs(first.text());
            register("hpe", "2024");
            Update change = one.channel().next(told(first));
            assertThat(text(change))
                    .startsWith("event: change\nid: 1:1:2026-03-02\n")
                    .contains("\"hpe\"");
            assertThat(other.channel().next(told(first)).text()).isSameAs(change.text());
        }
        assertThat(channels.size()).isZero();
    }

    @Test
    void who_is_late_by_more_frames_than_are_kept_is_told_all_of_them_at_once() throws InterruptedException {
        register("party-0", "2024");
        try (Channels.Subscription quick = subscribe();
                Channels.Subscription slow = subscribe()) {
            Told late = told(slow.channel().open(null));
            Told last = told(quick.channel().open(null));
            for (int i = 1; i <= 2 * Channel.KEPT; i++) {
                register("party-" + i, "2024");
                last = told(quick.channel().next(last));
            }
            String change = text(slow.channel().next(late));
            assertThat(change).startsWith("event: change\n").doesNotContain("\"party-0\"");
            for (int i = 1; i <= 2 * Channel.KEPT; i++) {
                assertThat(change).contains("\"party-" + i + "\"");
            }
        }
    }

    @Test
    void what_changes_no_row_is_told_with_what_does() throws InterruptedException {
        Channels patient = channels(new Rhythm.Pace(SOON, SOON, NEVER, SILENCE));
        register("dell", "2024");
        try (Channels.Subscription subscription = patient.subscribe(view, question())) {
            Channel channel = subscription.channel();
            Told first = told(channel.open(null));
            register("dell", "2024");
            Update heartbeat = channel.next(first);
            assertThat(text(heartbeat)).startsWith("event: heartbeat\nid: 1:0:2026-03-02\n");
            register("hpe", "2024");
            assertThat(text(channel.next(told(heartbeat))))
                    .startsWith("event: change\nid: 1:2:2026-03-02\n")
                    .contains("\"hpe\"");
        }
    }

    @Test
    void that_the_ledger_went_on_is_told_after_a_while() throws InterruptedException {
        Channels patient = channels(new Rhythm.Pace(SOON, NEVER, SOON, SILENCE));
        register("dell", "2024");
        try (Channels.Subscription subscription = patient.subscribe(view, question())) {
            Told first = told(subscription.channel().open(null));
            register("dell", "2024");
            assertThat(text(subscription.channel().next(first))).startsWith("event: heartbeat\nid: 1:1:2026-03-02\n");
        }
    }

    @Test
    void changes_are_told_once_in_a_pause() throws InterruptedException {
        Channels slow = channels(new Rhythm.Pace(SOON, NEVER, NEVER, SILENCE));
        register("dell", "2024");
        try (Channels.Subscription subscription = slow.subscribe(view, question())) {
            Told first = told(subscription.channel().open(null));
            register("hpe", "2024");
            assertThat(text(subscription.channel().next(first))).startsWith("event: heartbeat\n");
        }
    }

    @Test
    void the_more_there_is_to_answer_the_longer_it_rests_and_never_longer_than_a_pause() {
        Rhythm rhythm = new Rhythm(Rhythm.Pace.DEFAULT);
        assertThat(rhythm.nanosToRest(0, 1)).isEqualTo(Duration.ofMillis(10).toNanos());
        assertThat(rhythm.nanosToRest(Duration.ofMillis(5).toNanos(), 3))
                .isEqualTo(Duration.ofMillis(60).toNanos());
        assertThat(rhythm.nanosToRest(Duration.ofSeconds(1).toNanos(), 3))
                .isEqualTo(Duration.ofMillis(200).toNanos());
    }

    @Test
    void silence_is_broken_by_heartbeats() throws InterruptedException {
        register("dell", "2024");
        try (Channels.Subscription subscription = subscribe()) {
            Update first = subscription.channel().open(null);
            assertThat(text(subscription.channel().next(told(first))))
                    .isEqualTo("event: heartbeat\nid: 1:0:2026-03-02\ndata: {\"position\":0}\n\n");
        }
    }

    @Test
    void time_alone_changes_figures_and_a_new_day_begins_with_a_snapshot() throws InterruptedException {
        register("dell", "2024");
        register("hpe", "2026-03-02T12:00:00Z");
        try (Channels.Subscription subscription = subscribe()) {
            Channel channel = subscription.channel();
            Update morning = channel.open(null);
            assertThat(text(morning)).contains("\"dell\"").doesNotContain("\"hpe\"");
            clock.now = Instant.parse("2026-03-02T13:00:00Z");
            Update noon = awaitFrame(channel, told(morning));
            assertThat(text(noon))
                    .startsWith("event: change\nid: 1:1:2026-03-02\n")
                    .contains("\"hpe\"");
            clock.now = Instant.parse("2026-03-03T00:00:00Z");
            assertThat(text(awaitFrame(channel, told(noon)))).startsWith("event: snapshot\nid: 1:1:2026-03-03\n");
        }
    }

    /** The next update that is no heartbeat. */
    private static Update awaitFrame(Channel channel, Told told) throws InterruptedException {
        long end = System.nanoTime() + LIMIT.toNanos();
        Update update = channel.next(told);
        while (text(update).startsWith("event: heartbeat") && System.nanoTime() < end) {
            update = channel.next(told(update));
        }
        return update;
    }

    @Test
    void who_comes_back_is_told_what_came_to_pass_by_time_alone() throws InterruptedException {
        register("dell", "2024");
        register("hpe", "2026-03-02T12:00:00Z");
        Frames.Id has;
        try (Channels.Subscription subscription = subscribe()) {
            has = told(subscription.channel().open(null)).id();
        }
        clock.now = Instant.parse("2026-03-02T13:00:00Z");
        try (Channels.Subscription subscription = subscribe()) {
            assertThat(text(subscription.channel().open(has))).contains("\"hpe\"");
        }
    }

    @Test
    void who_comes_back_gets_the_change_since_from_the_past() throws InterruptedException {
        register("dell", "2024");
        register("hpe", "2024");
        try (Channels.Subscription subscription = subscribe()) {
            String text = text(subscription.channel().open(Frames.Id.parse("1:0:2026-03-02")));
            assertThat(text).startsWith("event: change\nid: 1:1:2026-03-02\n");
            assertThat(text).contains("\"hpe\"").doesNotContain("\"dell\"");
            assertThat(text(subscription.channel().open(Frames.Id.parse("1:-1:2026-03-02"))))
                    .startsWith("event: change\n")
                    .contains("\"dell\"");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"2:0:2026-03-02", "1:0:2026-03-01", "1:7:2026-03-02", "1:0:2026-13-02", "1:-2:2026-03-02", "x"})
    void an_id_that_leads_nowhere_gets_a_snapshot(String id) throws InterruptedException {
        register("dell", "2024");
        register("hpe", "2024");
        try (Channels.Subscription subscription = subscribe()) {
            assertThat(text(subscription.channel().open(Frames.Id.parse(id)))).startsWith("event: snapshot\n");
        }
    }

    @Test
    void a_view_that_halts_ends_its_streams_and_begins_none() throws InterruptedException {
        register("dell", "2024");
        try (Channels.Subscription subscription = subscribe()) {
            Told told = told(subscription.channel().open(null));
            register(UNFOLDABLE, "2024");
            assertThatThrownBy(() -> awaitFrame(subscription.channel(), told)).isInstanceOf(HaltedViewException.class);
            try (Channels.Subscription next = subscribe()) {
                assertThat(next.channel()).isNotSameAs(subscription.channel());
                assertThatThrownBy(() -> next.channel().open(null)).isInstanceOf(HaltedViewException.class);
            }
        }
        assertThat(channels.size()).isZero();
    }
}

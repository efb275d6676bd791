package io.rackledger.ledger.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class TroubleTest {
    @Test
    void it_holds_the_last_reason_until_it_is_over() {
        Trouble trouble = new Trouble("main", "its log", "");
        trouble.is("no broker");
        trouble.is("no topic");
        assertThat(trouble.because()).isEqualTo("no topic");
        trouble.isOver();
        assertThat(trouble.because()).isEmpty();
    }

    @Test
    void what_is_so_from_the_beginning_is_no_fault_until_it_is_one() {
        Trouble awaited = new Trouble("main", "its log", "no answer yet");
        assertThat(awaited.because()).isEqualTo("no answer yet");
        assertThat(awaited.fault()).isEmpty();
        awaited.is("no broker");
        assertThat(awaited.fault()).isEqualTo("no broker");
        awaited.isOver();
        assertThat(awaited.fault()).isEmpty();
    }

    @Test
    void a_fault_is_told_with_its_causes_and_nothing_twice() {
        Exception cause = new IllegalStateException("no such file");
        assertThat(Trouble.told(new KafkaException("no client", new KafkaException("no network", cause))))
                .isEqualTo("no client: no network: no such file");
        assertThat(Trouble.told(new KafkaException(cause))).containsOnlyOnce("no such file");
        assertThat(Trouble.told(new TimeoutException())).isEqualTo("TimeoutException");
    }

    @Test
    void a_fault_that_circles_is_told_all_the_same() {
        Exception first = new KafkaException("first");
        Exception second = new ExecutionException("second", first);
        first.initCause(second);
        assertThat(Trouble.told(first)).isEqualTo("first: second");
    }

    @Test
    void one_line_in_a_while_passes_and_the_others_are_counted() {
        Seldom said = new Seldom();
        assertThat(said.pass()).isZero();
        assertThat(said.pass()).isNegative();
        assertThat(said.pass()).isNegative();
    }
}

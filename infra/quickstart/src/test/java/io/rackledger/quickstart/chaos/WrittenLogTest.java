package io.rackledger.quickstart.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WrittenLogTest {
    @Test
    void a_record_without_a_value_is_void() {
        WrittenLog.Reading reading = new WrittenLog.Reading("main");
        reading.take(0, new byte[0]);
        reading.take(1, new byte[] {1});

        WrittenLog log = reading.done();

        assertThat(log.voids()).isEqualTo(2);
        assertThat(log.broken()).isNull();
        assertThat(log.size()).isZero();
    }
}

package io.rackledger.ledger.kafka;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.metrics.KafkaMetric;
import org.apache.kafka.common.metrics.MetricsReporter;

/** A part of Kafka's clients whose set-up fails so many times, as one does whose file or host is not there yet. */
public final class SuddenReporter implements MetricsReporter {
    static final AtomicInteger FAILURES = new AtomicInteger();

    @Override
    public void configure(Map<String, ?> settings) {
        if (FAILURES.getAndDecrement() > 0) {
            throw new KafkaException("the part is not there yet");
        }
    }

    @Override
    public void init(List<KafkaMetric> metrics) {}

    @Override
    public void metricChange(KafkaMetric metric) {}

    @Override
    public void metricRemoval(KafkaMetric metric) {}

    @Override
    public void close() {}
}

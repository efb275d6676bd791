package io.rackledger.query.publish;

import io.cloudevents.CloudEvent;
import io.cloudevents.kafka.KafkaMessageFactory;
import io.cloudevents.rw.CloudEventRWException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * What the last event on a topic says of how far its publisher has come.
 *
 * @param source   the ledger that it is of
 * @param mapping  how it was written
 * @param position in that ledger
 * @param commit   the hash of its commit, in hexadecimal
 */
record Published(String source, String mapping, long position, String commit) {
    /** @throws OtherLedgerException if the record is no event that a publisher of ours wrote */
    static Published of(ConsumerRecord<String, byte[]> last) throws OtherLedgerException {
        try {
            CloudEvent event = KafkaMessageFactory.createReader(last).toEvent();
            Object mapping = event.getExtension(EventMapping.MAPPING);
            Object position = event.getExtension(EventMapping.POSITION);
            Object commit = event.getExtension(EventMapping.COMMIT);
            if (mapping != null && position != null && commit != null) {
                return new Published(
                        event.getSource().toString(),
                        mapping.toString(),
                        Long.parseLong(position.toString()),
                        commit.toString());
            }
            throw foreign(last, null);
        } catch (CloudEventRWException | NumberFormatException e) {
            throw foreign(last, e);
        }
    }

    private static OtherLedgerException foreign(ConsumerRecord<String, byte[]> last, @Nullable Exception cause) {
        return new OtherLedgerException("the last record on topic '" + last.topic() + "', at offset " + last.offset()
                + ", is no event of ours" + (cause == null ? "" : " (" + cause.getMessage() + ")")
                + ": nobody else may write there; publish to a new generation of it");
    }
}

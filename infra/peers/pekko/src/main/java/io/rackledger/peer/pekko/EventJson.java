package io.rackledger.peer.pekko;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.pekko.serialization.SerializerWithStringManifest;

/** Events as JSON. Thread-safe. */
public final class EventJson extends SerializerWithStringManifest {
    private static final int IDENTIFIER = 45_001;

    private final ObjectMapper json = new ObjectMapper();

    @Override
    public int identifier() {
        return IDENTIFIER;
    }

    @Override
    public String manifest(Object event) {
        return event.getClass().getSimpleName();
    }

    @Override
    public byte[] toBinary(Object event) {
        try {
            return json.writeValueAsBytes(event);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Object fromBinary(byte[] bytes, String manifest) {
        try {
            return json.readValue(bytes, type(manifest));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Class<? extends OrderEvent> type(String manifest) {
        return switch (manifest) {
            case "Placed" -> OrderEvent.Placed.class;
            case "Shifted" -> OrderEvent.Shifted.class;
            default -> throw new IllegalArgumentException("no event is called " + manifest);
        };
    }
}

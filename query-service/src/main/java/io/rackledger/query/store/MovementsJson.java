package io.rackledger.query.store;

import io.rackledger.events.LotId;
import io.rackledger.events.Measures;
import io.rackledger.events.PartyId;
import io.rackledger.events.ValidTime;
import io.rackledger.query.fold.Movement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * The movements of an order in four lists of what they have in common, and one of what they are: for each, its places in
 * those lists, when it was (or null), when it was recorded in seconds and nanoseconds, its position and its event.
 */
final class MovementsJson {
    private MovementsJson() {}

    /** The different values of one kind, in the order in which they come up. */
    private static final class Different<T> {
        private final Map<T, Integer> places = new LinkedHashMap<>();

        int place(T value) {
            Integer known = places.putIfAbsent(value, places.size());
            return known == null ? places.size() - 1 : known;
        }

        Collection<T> values() {
            return places.keySet();
        }
    }

    /** Writes them. */
    static final class Written extends StdSerializer<List<Movement>> {
        private static final int PLACES = 4;

        Written() {
            super(List.class);
        }

        @Override
        public void serialize(List<Movement> movements, JsonGenerator json, SerializationContext context) {
            Different<Movement.Kind> kinds = new Different<>();
            Different<LotId> lots = new Different<>();
            Different<PartyId> vendors = new Different<>();
            Different<Measures> measures = new Different<>();
            int[] places = new int[PLACES * movements.size()];
            int next = 0;
            for (Movement each : movements) {
                places[next++] = kinds.place(each.kind());
                places[next++] = lots.place(each.lot());
                places[next++] = vendors.place(each.vendor());
                places[next++] = measures.place(each.measures());
            }
            json.writeStartArray();
            json.writePOJO(kinds.values());
            json.writePOJO(lots.values());
            json.writePOJO(vendors.values());
            json.writePOJO(measures.values());
            write(movements, places, json);
            json.writeEndArray();
        }

        private static void write(List<Movement> movements, int[] places, JsonGenerator json) {
            json.writeStartArray();
            int next = 0;
            for (Movement each : movements) {
                for (int i = 0; i < PLACES; i++) {
                    json.writeNumber(places[next++]);
                }
                ValidTime at = each.at();
                json.writeString(at == null ? null : at.text());
                json.writeNumber(each.recordedAt().getEpochSecond());
                json.writeNumber(each.recordedAt().getNano());
                json.writeNumber(each.position());
                json.writeString(each.event());
            }
            json.writeEndArray();
        }
    }

    /** Reads them. */
    static final class Read extends StdDeserializer<List<Movement>> {
        Read() {
            super(List.class);
        }

        @Override
        public List<Movement> deserialize(JsonParser json, DeserializationContext context) {
            json.nextToken();
            List<Movement.Kind> kinds = Arrays.asList(context.readValue(json, Movement.Kind[].class));
            json.nextToken();
            List<LotId> lots = Arrays.asList(context.readValue(json, LotId[].class));
            json.nextToken();
            List<PartyId> vendors = Arrays.asList(context.readValue(json, PartyId[].class));
            json.nextToken();
            List<Measures> measures = Arrays.asList(context.readValue(json, Measures[].class));
            json.nextToken();
            List<Movement> movements = new ArrayList<>();
            while (json.nextToken() != JsonToken.END_ARRAY) {
                movements.add(new Movement(
                        kinds.get(json.getIntValue()),
                        lots.get(json.nextIntValue(-1)),
                        vendors.get(json.nextIntValue(-1)),
                        measures.get(json.nextIntValue(-1)),
                        time(json.nextStringValue()),
                        Instant.ofEpochSecond(json.nextLongValue(0), json.nextLongValue(0)),
                        json.nextLongValue(-1),
                        json.nextStringValue()));
            }
            json.nextToken();
            return movements;
        }

        private static @Nullable ValidTime time(@Nullable String text) {
            return text == null ? null : ValidTime.parse(text);
        }
    }
}

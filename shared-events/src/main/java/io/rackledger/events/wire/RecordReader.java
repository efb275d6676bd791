package io.rackledger.events.wire;

import io.rackledger.events.AllianceId;
import io.rackledger.events.CaseId;
import io.rackledger.events.DeliveryId;
import io.rackledger.events.EntityId;
import io.rackledger.events.FacilityId;
import io.rackledger.events.LeaseId;
import io.rackledger.events.ListingId;
import io.rackledger.events.LotId;
import io.rackledger.events.ObligationId;
import io.rackledger.events.OrderId;
import io.rackledger.events.PartyId;
import io.rackledger.events.ProgrammeId;
import io.rackledger.events.RoundId;
import io.rackledger.events.SourceId;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * Reads records whose fields stand in the order of their components, as they are written here; several times as fast as
 * Jackson, which has to expect any order and any form. What is otherwise written is unusual, and left to Jackson, which
 * knows whether it is wrong, and says how. Thread-safe.
 */
final class RecordReader {
    /** Reads one value. */
    private interface Value {
        Object read(Body body) throws UnusualException;
    }

    private static final Map<Type, Value> VALUES = values();
    private static final byte[] TRUE = bytes("true");
    private static final byte[] FALSE = bytes("false");
    private static final byte[] AMOUNT = bytes("{\"amount\":\"");
    private static final byte[] CURRENCY = bytes("\",\"currency\":");
    private static final int MOST_DECIMALS = 9;

    private final Constructor<?> constructor;
    private final Field[] fields;

    /**
     * A component.
     *
     * @param first how it is introduced where it comes first
     * @param next  how it is introduced after another
     */
    private record Field(byte[] first, byte[] next, boolean isOptional, Value value) {}

    private RecordReader(Constructor<?> constructor, Field[] fields) {
        this.constructor = constructor;
        this.fields = fields;
    }

    private static Map<Type, Value> values() {
        Map<Type, Value> values = new HashMap<>();
        values.put(String.class, Body::text);
        values.put(Long.class, Body::whole);
        values.put(long.class, Body::whole);
        values.put(BigDecimal.class, Body::decimal);
        values.put(boolean.class, RecordReader::flag);
        values.put(Money.class, RecordReader::money);
        id(values, PartyId.class, PartyId::new);
        id(values, OrderId.class, OrderId::new);
        id(values, LotId.class, LotId::new);
        id(values, FacilityId.class, FacilityId::new);
        id(values, LeaseId.class, LeaseId::new);
        id(values, ProgrammeId.class, ProgrammeId::new);
        id(values, ListingId.class, ListingId::new);
        id(values, CaseId.class, CaseId::new);
        id(values, SourceId.class, SourceId::new);
        id(values, ObligationId.class, ObligationId::new);
        id(values, RoundId.class, RoundId::new);
        id(values, AllianceId.class, AllianceId::new);
        // A delivery is named once.
        values.put(DeliveryId.class, body -> made(() -> new DeliveryId(body.text())));
        return values;
    }

    private static <T extends EntityId> void id(Map<Type, Value> values, Class<T> type, Function<String, T> parse) {
        Known<T> known = new Known<>(parse, EntityId::value);
        values.put(type, body -> made(() -> body.text(known)));
    }

    private static boolean flag(Body body) throws UnusualException {
        if (body.passes(TRUE)) {
            return true;
        }
        if (body.passes(FALSE)) {
            return false;
        }
        throw new UnusualException();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static Money money(Body body) throws UnusualException {
        if (!body.passes(AMOUNT)) {
            throw new UnusualException();
        }
        BigDecimal amount = body.decimal();
        if (amount.scale() > MOST_DECIMALS || !body.passes(CURRENCY)) {
            throw new UnusualException();
        }
        String currency = body.text();
        body.expect('}');
        return made(() -> WireJson.money(amount, currency));
    }

    private interface Making<T> {
        T make() throws UnusualException;
    }

    /** A value that makes no sense is left to Jackson, too. */
    private static <T> T made(Making<T> making) throws UnusualException {
        try {
            return making.make();
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new UnusualException();
        }
    }

    /** The reader of a type of record; null if a component of it has a form of its own. */
    static @Nullable RecordReader of(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        Field[] fields = new Field[components.length];
        Class<?>[] types = new Class<?>[components.length];
        for (int i = 0; i < fields.length; i++) {
            Value value = value(components[i].getGenericType());
            if (value == null) {
                return null;
            }
            String name = "\"" + WireJson.nameOf(components[i].getName()) + "\":";
            types[i] = components[i].getType();
            fields[i] = new Field(bytes(name), bytes("," + name), !types[i].isPrimitive(), value);
        }
        try {
            return new RecordReader(type.getConstructor(types), fields);
        } catch (NoSuchMethodException e) {
            return null;
        }
    }

    private static @Nullable Value value(Type type) {
        Value known = VALUES.get(type);
        if (known != null) {
            return known;
        }
        if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
            Value each = value(list.getActualTypeArguments()[0]);
            return each == null ? null : body -> list(body, each);
        }
        RecordReader nested = type instanceof Class<?> other && other.isRecord() ? of(other) : null;
        return nested == null ? null : nested::read;
    }

    private static List<Object> list(Body body, Value each) throws UnusualException {
        List<Object> list = new ArrayList<>();
        body.expect('[');
        if (!body.passes(']')) {
            list.add(each.read(body));
            while (body.passes(',')) {
                list.add(each.read(body));
            }
            body.expect(']');
        }
        return list;
    }

    /** Reads a record that ends where the body does. */
    Object readWhole(byte[] written) throws UnusualException {
        Body body = new Body(written);
        Object read = read(body);
        body.end();
        return read;
    }

    private Object read(Body body) throws UnusualException {
        @Nullable Object[] values = new Object[fields.length];
        boolean isFirst = true;
        body.expect('{');
        for (int i = 0; i < fields.length; i++) {
            if (body.passes(isFirst ? fields[i].first() : fields[i].next())) {
                values[i] = fields[i].value().read(body);
                isFirst = false;
            } else if (!fields[i].isOptional()) {
                throw new UnusualException();
            }
        }
        body.expect('}');
        return made(values);
    }

    private Object made(@Nullable Object[] values) throws UnusualException {
        try {
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            throw new UnusualException();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(constructor + " can't be called", e);
        }
    }
}

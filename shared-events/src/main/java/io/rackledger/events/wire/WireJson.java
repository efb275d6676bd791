package io.rackledger.events.wire;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.rackledger.events.AllianceId;
import io.rackledger.events.CapacityDimension;
import io.rackledger.events.CaseId;
import io.rackledger.events.DeliveryId;
import io.rackledger.events.EntityId;
import io.rackledger.events.FacilityId;
import io.rackledger.events.FactCorrected;
import io.rackledger.events.FiscalPeriod;
import io.rackledger.events.LeaseId;
import io.rackledger.events.ListingId;
import io.rackledger.events.LotId;
import io.rackledger.events.ObligationId;
import io.rackledger.events.OrderId;
import io.rackledger.events.PartyId;
import io.rackledger.events.ProgrammeId;
import io.rackledger.events.RoundId;
import io.rackledger.events.SourceId;
import io.rackledger.events.Subject;
import io.rackledger.events.ValidTime;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.MonthDay;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;
import tools.jackson.databind.type.LogicalType;

/** How the project's values look in JSON: in events, in bodies of commands and in answers. */
public final class WireJson {
    private WireJson() {}

    /** A mapper that refuses what it doesn't know: fields, duplicates, null for a number, numbers for text. */
    public static JsonMapper strict() {
        return JsonMapper.builder(JsonFactory.builder()
                        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                        .build())
                .addModule(values())
                .propertyNamingStrategy(new CaseIsAKeyword())
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .changeDefaultVisibility(
                        visibility -> visibility.withIsGetterVisibility(JsonAutoDetect.Visibility.NONE))
                .withCoercionConfig(
                        LogicalType.Textual,
                        text -> text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
                .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
                .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
                .changeDefaultPropertyInclusion(inclusion -> inclusion
                        .withValueInclusion(JsonInclude.Include.NON_NULL)
                        .withContentInclusion(JsonInclude.Include.NON_NULL))
                .build();
    }

    /** Ids and times as text, money as amount and currency. */
    public static SimpleModule values() {
        SimpleModule module = new SimpleModule("rackledger-values");
        id(module, PartyId.class, PartyId::new);
        id(module, OrderId.class, OrderId::new);
        id(module, LotId.class, LotId::new);
        id(module, FacilityId.class, FacilityId::new);
        id(module, LeaseId.class, LeaseId::new);
        id(module, ProgrammeId.class, ProgrammeId::new);
        id(module, ListingId.class, ListingId::new);
        id(module, CaseId.class, CaseId::new);
        id(module, SourceId.class, SourceId::new);
        id(module, DeliveryId.class, DeliveryId::new);
        id(module, ObligationId.class, ObligationId::new);
        id(module, RoundId.class, RoundId::new);
        id(module, AllianceId.class, AllianceId::new);
        text(module, Subject.Kind.class, Subject.Kind::named, Subject.Kind::toString);
        text(module, CapacityDimension.class, CapacityDimension::named, CapacityDimension::toString);
        text(module, FiscalPeriod.class, FiscalPeriod::new, FiscalPeriod::text);
        text(module, ValidTime.class, ValidTime::parse, ValidTime::text);
        text(module, MonthDay.class, MonthDay::parse, MonthDay::toString);
        module.setMixInAnnotation(FactCorrected.class, NestedEvents.Nesting.class);
        module.addSerializer(Money.class, new MoneySerializer());
        module.addDeserializer(Money.class, new MoneyDeserializer());
        return module;
    }

    private static <T extends EntityId> void id(SimpleModule module, Class<T> type, Function<String, T> parse) {
        text(module, type, new Known<>(parse, EntityId::value)::of, EntityId::value);
    }

    private static <T> void text(
            SimpleModule module, Class<T> type, Function<String, T> parse, Function<? super T, String> print) {
        module.addSerializer(type, new StdSerializer<>(type) {
            @Override
            public void serialize(T value, JsonGenerator generator, SerializationContext context) {
                generator.writeString(print.apply(value));
            }
        });
        module.addDeserializer(type, new StdDeserializer<T>(type) {
            @Override
            public T deserialize(JsonParser parser, DeserializationContext context) {
                if (parser.currentToken() != JsonToken.VALUE_STRING) {
                    throw InvalidFormatException.from(parser, "text is expected here", null, type);
                }
                String text = parser.getString();
                try {
                    return parse.apply(text);
                } catch (IllegalArgumentException | java.time.DateTimeException e) {
                    throw InvalidFormatException.from(parser, String.valueOf(e.getMessage()), text, type);
                }
            }
        });
    }

    /** The JSON name {@code case} can't be a record component's. */
    private static final class CaseIsAKeyword extends PropertyNamingStrategies.NamingBase {
        private static final long serialVersionUID = 1L;

        @Override
        public String translate(String propertyName) {
            return nameOf(propertyName);
        }
    }

    /** The name of a record's component in JSON. */
    static String nameOf(String component) {
        return component.equals("caseId") ? "case" : component;
    }

    /**
     * Money of a plain amount.
     *
     * @throws IllegalArgumentException if there is no such currency
     * @throws ArithmeticException if the currency has no such fractions
     */
    static Money money(BigDecimal amount, String currency) {
        return Money.of(CurrencyUnit.of(currency), amount, RoundingMode.UNNECESSARY);
    }

    private static final class MoneySerializer extends StdSerializer<Money> {
        MoneySerializer() {
            super(Money.class);
        }

        @Override
        public void serialize(Money money, JsonGenerator generator, SerializationContext context) {
            generator.writeStartObject();
            generator.writeStringProperty("amount", money.getAmount().toPlainString());
            generator.writeStringProperty("currency", money.getCurrencyUnit().getCode());
            generator.writeEndObject();
        }
    }

    private static final class MoneyDeserializer extends StdDeserializer<Money> {
        private static final Pattern AMOUNT = Pattern.compile("-?\\d{1,24}(\\.\\d{1,9})?");

        MoneyDeserializer() {
            super(Money.class);
        }

        @Override
        public Money deserialize(JsonParser parser, DeserializationContext context) {
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                throw InvalidFormatException.from(
                        parser,
                        "money is written {\"amount\": \"3000000000.00\", \"currency\": \"USD\"}",
                        null,
                        Money.class);
            }
            String amount = null;
            String currency = null;
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                if (!name.equals("amount") && !name.equals("currency")) {
                    throw UnrecognizedPropertyException.from(
                            parser, Money.class, name, java.util.List.of("amount", "currency"));
                }
                if (parser.nextToken() != JsonToken.VALUE_STRING) {
                    throw InvalidFormatException.from(parser, name + " of money is text", null, Money.class);
                }
                if (name.equals("amount")) {
                    amount = parser.getString();
                } else {
                    currency = parser.getString();
                }
            }
            return money(parser, amount, currency);
        }

        private static Money money(
                JsonParser parser,
                @org.jspecify.annotations.Nullable String amount,
                @org.jspecify.annotations.Nullable String currency) {
            if (amount == null || currency == null) {
                throw InvalidFormatException.from(parser, "money has an amount and a currency", null, Money.class);
            }
            if (!AMOUNT.matcher(amount).matches()) {
                throw InvalidFormatException.from(
                        parser, "an amount is a decimal number of at most 24 digits", amount, Money.class);
            }
            try {
                return WireJson.money(new BigDecimal(amount), currency);
            } catch (org.joda.money.IllegalCurrencyException | ArithmeticException e) {
                throw InvalidFormatException.from(parser, String.valueOf(e.getMessage()), amount, Money.class);
            }
        }
    }
}

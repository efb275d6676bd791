package io.rackledger.bench;

import io.rackledger.events.Allocation;
import io.rackledger.events.DeliveryId;
import io.rackledger.events.DeliveryRecorded;
import io.rackledger.events.Event;
import io.rackledger.events.FilerStatus;
import io.rackledger.events.Identifiers;
import io.rackledger.events.ListingId;
import io.rackledger.events.LotId;
import io.rackledger.events.Measures;
import io.rackledger.events.OrderCancelled;
import io.rackledger.events.OrderId;
import io.rackledger.events.OrderShiftedToVendor;
import io.rackledger.events.PartyId;
import io.rackledger.events.PartyRegistered;
import io.rackledger.events.ProgrammeDefined;
import io.rackledger.events.ProgrammeId;
import io.rackledger.events.Role;
import io.rackledger.events.SecurityListed;
import io.rackledger.events.ServerOrderPlaced;
import io.rackledger.events.SupplierLinked;
import io.rackledger.events.ValidTime;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * Many orders of fifty events each, over two years, as commands would have recorded them: each is placed with two
 * vendors, delivered rack by rack, shifted three times and cancelled in part twice. Nothing is delivered or moved that
 * isn't open. Vendors are listed, and have suppliers. The same seed gives the same history.
 */
final class LargeHistory {
    static final int EVENTS_PER_ORDER = 50;

    static final LocalDate FIRST_DAY = LocalDate.of(2024, 1, 1);
    static final int DAYS = 700;
    private static final int VENDORS = 12;
    private static final int BUYERS = 8;
    private static final int PROGRAMMES = 40;
    private static final int SUPPLIERS = 6;
    private static final int DELIVERIES = 44;
    private static final int SHIFTS = 3;
    private static final int CANCELLATIONS = 2;
    private static final long RACKS_AT_EACH = 60;
    private static final long RACKS_SHIFTED = 5;
    private static final long GPUS_PER_RACK = 64;
    private static final BigDecimal PRICE_PER_RACK = new BigDecimal("3750000.00");

    private final Random random;
    private final List<Happening> happenings = new ArrayList<>();

    /** An event with the day on which it happens. */
    record Happening(LocalDate day, Event event) {
        ValidTime validAt() {
            return ValidTime.parse(day.toString());
        }
    }

    private LargeHistory(long seed) {
        this.random = new Random(seed);
    }

    /** At least so many events, in the order in which they happen. */
    static List<Happening> of(int events, long seed) {
        LargeHistory history = new LargeHistory(seed);
        history.parties();
        history.supply();
        history.listings();
        for (int order = 0; history.happenings.size() < events; order++) {
            history.order(order);
        }
        history.happenings.sort(Comparator.comparing(Happening::day));
        return history.happenings;
    }

    static PartyId vendor(int number) {
        return new PartyId("vendor-" + number % VENDORS);
    }

    static PartyId buyer(int number) {
        return new PartyId("buyer-" + number % BUYERS);
    }

    static OrderId orderId(int number) {
        return new OrderId("order-" + number);
    }

    private static ProgrammeId programme(int number) {
        return new ProgrammeId("programme-" + number % PROGRAMMES);
    }

    private void parties() {
        for (int i = 0; i < VENDORS; i++) {
            happen(FIRST_DAY, new PartyRegistered(vendor(i), "Vendor " + i, List.of(Role.VENDOR), Identifiers.NONE));
        }
        for (int i = 0; i < BUYERS; i++) {
            happen(FIRST_DAY, new PartyRegistered(buyer(i), "Buyer " + i, List.of(Role.BUYER), Identifiers.NONE));
        }
        for (int i = 0; i < PROGRAMMES; i++) {
            happen(FIRST_DAY, new ProgrammeDefined(programme(i), buyer(i), "Programme " + i, 1_000_000L, null, null));
        }
    }

    /** Each vendor has two suppliers, and each supplier one of its own. */
    private void supply() {
        for (int i = 0; i < SUPPLIERS; i++) {
            happen(FIRST_DAY, new PartyRegistered(supplier(i), "Supplier " + i, List.of(), Identifiers.NONE));
            happen(FIRST_DAY, new SupplierLinked(supplier(i + 1), supplier(i), "PUMP", new BigDecimal("0.5")));
        }
        for (int i = 0; i < VENDORS; i++) {
            happen(FIRST_DAY, new SupplierLinked(supplier(i), vendor(i), "COLD_PLATE", new BigDecimal("0.75")));
            happen(FIRST_DAY, new SupplierLinked(supplier(i + 1), vendor(i), "CDU", null));
        }
    }

    private void listings() {
        for (int i = 0; i < VENDORS; i++) {
            happen(
                    FIRST_DAY,
                    new SecurityListed(
                            new ListingId("listing-" + i),
                            vendor(i),
                            "V" + i,
                            "XNAS",
                            "GLOBAL_SELECT",
                            MonthDay.of(12, 31),
                            FilerStatus.LARGE_ACCELERATED));
        }
    }

    private static PartyId supplier(int number) {
        return new PartyId("supplier-" + number % SUPPLIERS);
    }

    private void happen(LocalDate day, Event event) {
        happenings.add(new Happening(day, event));
    }

    private void order(int number) {
        int steps = DELIVERIES + SHIFTS + CANCELLATIONS;
        int[] days = random.ints(steps + 1L, 1, DAYS).sorted().toArray();
        OneOrder order = new OneOrder(number, random.nextInt(VENDORS));
        happen(FIRST_DAY.plusDays(days[0]), order.placed());
        for (int step = 1; step <= steps; step++) {
            happen(FIRST_DAY.plusDays(days[step]), order.next(step));
        }
    }

    private static Measures racks(long racks) {
        return new Measures(
                racks,
                null,
                racks * GPUS_PER_RACK,
                null,
                Money.of(CurrencyUnit.USD, PRICE_PER_RACK.multiply(BigDecimal.valueOf(racks))),
                null);
    }

    /** An order while it is told. Every lot holds more than is taken from it. */
    private static final class OneOrder {
        private static final int SHIFT_EVERY = 13;
        private static final int CANCEL_EVERY = 20;

        private final int number;
        private final OrderId id;
        private final PartyId buyer;
        private final ProgrammeId programme;
        private final PartyId first;
        private final PartyId second;

        OneOrder(int number, int vendor) {
            this.number = number;
            this.id = orderId(number);
            this.buyer = buyer(number);
            this.programme = LargeHistory.programme(number);
            this.first = vendor(vendor);
            this.second = vendor(vendor + 1);
        }

        Event placed() {
            return new ServerOrderPlaced(
                    id,
                    buyer,
                    programme,
                    null,
                    List.of(
                            new Allocation(lot(1), first, racks(RACKS_AT_EACH)),
                            new Allocation(lot(2), second, racks(RACKS_AT_EACH))));
        }

        Event next(int step) {
            if (step % SHIFT_EVERY == 0) {
                return shifted(step);
            }
            return step % CANCEL_EVERY == 0 ? cancelled() : delivered(step);
        }

        private Event shifted(int step) {
            LotId lot = lot(2 + step / SHIFT_EVERY);
            Measures moved = racks(RACKS_SHIFTED);
            return new OrderShiftedToVendor(
                    id,
                    buyer,
                    programme,
                    first,
                    second,
                    lot,
                    List.of(new OrderShiftedToVendor.Moved(lot(1), moved)),
                    moved,
                    false,
                    "capacity",
                    null);
        }

        private Event cancelled() {
            return new OrderCancelled(id, buyer, programme, lot(2), second, racks(1), false, "descoped");
        }

        private Event delivered(int step) {
            boolean fromFirst = step % 2 == 0;
            return new DeliveryRecorded(
                    new DeliveryId("delivery-" + number + "-" + step),
                    id,
                    buyer,
                    programme,
                    lot(fromFirst ? 1 : 2),
                    fromFirst ? first : second,
                    racks(1),
                    null);
        }

        private LotId lot(int lot) {
            return new LotId("order-" + number + "-lot-" + lot);
        }
    }
}

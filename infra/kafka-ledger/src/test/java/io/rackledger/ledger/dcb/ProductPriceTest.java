package io.rackledger.ledger.dcb;

import io.rackledger.format.Criterion;
import io.rackledger.format.Tag;
import io.rackledger.ledger.dcb.World.Command;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Products are ordered at the prices that were shown, if these hold, or held until a few minutes ago. */
@ExtendWith(SharedLedger.class)
class ProductPriceTest {
    private static final String DEFINED = "ProductDefined";
    private static final String CHANGED = "ProductPriceChanged";
    private static final String ORDERED = "ProductsOrdered";
    private static final int GRACE_MINUTES = 10;
    private static final String INVALID = "invalid-price";

    private final World world;

    ProductPriceTest(World world) {
        this.world = world;
    }

    private static Tag product(String id) {
        return new Tag("product", id);
    }

    private static Fact priced(String type, String product, int price, int minutesAgo) {
        return Fact.of(
                        type,
                        "product",
                        product,
                        "price",
                        String.valueOf(price),
                        "minutesAgo",
                        String.valueOf(minutesAgo))
                .about(product(product));
    }

    private static Fact defined(String product, int price, int minutesAgo) {
        return priced(DEFINED, product, price, minutesAgo);
    }

    private static Fact changed(String product, int price, int minutesAgo) {
        return priced(CHANGED, product, price, minutesAgo);
    }

    private static Fact ordered(Map<String, Integer> prices) {
        Map<String, String> data = new TreeMap<>();
        prices.forEach((product, price) -> data.put(product, String.valueOf(price)));
        return new Fact(ORDERED, Map.copyOf(data), List.of())
                .about(prices.keySet().stream().map(ProductPriceTest::product).toArray(Tag[]::new));
    }

    private static Command order(Map<String, Integer> prices) {
        List<Criterion> criteria = prices.keySet().stream()
                .map(product -> Criterion.of(Set.of(DEFINED, CHANGED), Set.of(product(product))))
                .toList();
        return new Command(criteria, read -> {
            prices.forEach((product, price) -> {
                if (!valid(read, product).contains(price)) {
                    throw new RefusedException(INVALID);
                }
            });
            return ordered(prices);
        });
    }

    /** The price that held when the grace period began, and all since. */
    private static Set<Integer> valid(List<Fact> read, String product) {
        Set<Integer> valid = new HashSet<>();
        for (Fact fact : read) {
            if (fact.get("product").equals(product)) {
                if (Integer.parseInt(fact.get("minutesAgo")) > GRACE_MINUTES) {
                    valid.clear();
                }
                valid.add(Integer.valueOf(fact.get("price")));
            }
        }
        return valid;
    }

    @Test
    void a_price_that_was_never_valid_is_refused() throws Exception {
        world.given(defined("p1", 123, 0)).refuses(order(Map.of("p1", 100)), INVALID);
    }

    @Test
    void a_price_that_was_never_valid_is_refused_for_an_older_product_too() throws Exception {
        world.given(defined("p1", 123, 20)).refuses(order(Map.of("p1", 100)), INVALID);
    }

    @Test
    void the_first_price_is_taken() throws Exception {
        world.given(defined("p1", 123, 20)).accepts(order(Map.of("p1", 123)), ordered(Map.of("p1", 123)));
    }

    @Test
    void a_price_that_was_changed_more_than_ten_minutes_ago_is_refused() throws Exception {
        world.given(defined("p1", 123, 20), changed("p1", 134, 20)).refuses(order(Map.of("p1", 123)), INVALID);
    }

    @Test
    void a_price_that_was_changed_less_than_ten_minutes_ago_is_taken() throws Exception {
        world.given(defined("p1", 123, 20), changed("p1", 134, 9))
                .accepts(order(Map.of("p1", 123)), ordered(Map.of("p1", 123)));
    }

    @Test
    void the_new_price_is_taken() throws Exception {
        world.given(defined("p1", 123, 20), changed("p1", 134, 9))
                .accepts(order(Map.of("p1", 134)), ordered(Map.of("p1", 134)));
    }

    @Test
    void products_are_ordered_together_each_at_a_valid_price() throws Exception {
        world.given(defined("p1", 123, 20), defined("p2", 321, 20), changed("p1", 134, 20), changed("p2", 323, 8))
                .accepts(order(Map.of("p1", 134, "p2", 321)), ordered(Map.of("p1", 134, "p2", 321)));
    }

    @Test
    void one_invalid_price_refuses_the_whole_order() throws Exception {
        world.given(defined("p1", 123, 20), defined("p2", 321, 20), changed("p1", 134, 20), changed("p2", 323, 8))
                .refuses(order(Map.of("p1", 123, "p2", 321)), INVALID);
    }

    @Test
    void orders_of_the_same_products_do_not_disturb_one_another() throws Exception {
        world.given(defined("p1", 123, 20), defined("p2", 321, 20))
                .letsAll(order(Map.of("p1", 123)), order(Map.of("p1", 123, "p2", 321)), order(Map.of("p2", 321)));
    }
}

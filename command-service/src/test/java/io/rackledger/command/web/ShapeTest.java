package io.rackledger.command.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShapeTest {
    @ParameterizedTest
    @CsvSource({
        "register-party, party",
        "place-server-order, order",
        "record-delivery, delivery",
        "record-obligation, obligation",
        "lease-facility, lease",
        "open-financing-round, round",
        "form-alliance, alliance",
        "cancel-order,"
    })
    void the_id_that_may_be_left_out_is_that_of_what_a_command_brings_into_being(String command, String field) {
        Class<?> body = CommandServiceConfiguration.deciders().stream()
                .filter(decider -> decider.name().equals(command))
                .findFirst()
                .orElseThrow()
                .bodyType();
        assertThat(Shape.ownId(body).map(RecordComponent::getName).orElse(null)).isEqualTo(field);
    }
}

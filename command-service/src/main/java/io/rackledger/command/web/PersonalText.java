package io.rackledger.command.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.rackledger.command.axon.Request;
import io.rackledger.command.decision.Command;
import io.rackledger.command.decision.Intake;
import io.rackledger.erasure.Encryption;
import io.rackledger.erasure.SubjectKeys;
import io.rackledger.events.Provenance;
import io.rackledger.events.wire.WireJson;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * What people wrote, and who they are, in commands; encrypted before anything is decided, so that no part of a ledger and
 * nothing made of it holds it plain. Texts are encrypted under the key of who asserts the fact, or else, or where that is
 * ciphertext of a key that isn't there, of who sent the command. Thread-safe.
 */
final class PersonalText {
    private static final String ASSERTER = "asserter";
    static final Set<String> FIELDS = Set.of("reason", "because", "rationale", "text", "quote", ASSERTER);

    private final @Nullable SubjectKeys keys;
    /** What is null says something in a correction: that the field is to be without a value. */
    private final JsonMapper json = WireJson.strict()
            .rebuild()
            .changeDefaultPropertyInclusion(inclusion -> inclusion.withContentInclusion(JsonInclude.Include.ALWAYS))
            .build();

    /**
     * With the keys of people.
     *
     * @param keys null: text stays plain
     */
    PersonalText(@Nullable SubjectKeys keys) {
        this.keys = keys;
    }

    /** Whether there is anything to encrypt. */
    static boolean isIn(JsonNode body) {
        return FIELDS.stream().anyMatch(field -> body.findValue(field) != null);
    }

    /** The body without what would be encrypted. */
    static JsonNode left(JsonNode body) {
        JsonNode left = body.deepCopy();
        remove(left);
        return left;
    }

    private static void remove(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.remove(FIELDS);
        }
        node.forEach(PersonalText::remove);
    }

    /**
     * The command as it is to be decided and recorded.
     *
     * @throws java.io.UncheckedIOException if the keys can't be read
     */
    <C extends Command> Request<C> encrypted(Request<C> request) {
        if (keys == null || request.dryRun()) {
            return request;
        }
        Intake<C> plain = request.intake();
        Provenance provenance = plain.provenance();
        String asserter = provenance == null ? null : provenance.asserter();
        String subject =
                asserter == null ? plain.actor() : keys.subject(asserter).orElse(plain.actor());
        Encryption encryption = keys.encryption();
        Intake<C> encrypted = new Intake<>(
                plain.id(),
                plain.name(),
                body(plain.body(), encryption, subject),
                plain.mode(),
                provenance == null ? null : provenance(provenance, encryption, subject),
                plain.validAt(),
                plain.at(),
                encryption.encryptName(plain.actor()),
                plain.correlation());
        return new Request<>(encrypted, request.bodyHash().swapped(), false, encryption::save);
    }

    private static Provenance provenance(Provenance plain, Encryption encryption, String subject) {
        String quote = plain.quote();
        String asserter = plain.asserter();
        return new Provenance(
                plain.source(),
                quote == null ? null : encryption.encrypt(subject, quote),
                asserter == null ? null : encryption.encryptName(asserter),
                plain.confidence());
    }

    @SuppressWarnings("unchecked") // A command of the same class is made of it.
    private <C extends Command> C body(C plain, Encryption encryption, String subject) {
        JsonNode body = json.valueToTree(plain);
        return encrypt(body, encryption, subject) ? (C) json.treeToValue(body, plain.getClass()) : plain;
    }

    /** Whether there was something to encrypt. */
    private static boolean encrypt(JsonNode node, Encryption encryption, String subject) {
        boolean any = false;
        if (node instanceof ObjectNode object) {
            for (String field : FIELDS) {
                if (object.get(field) instanceof StringNode text) {
                    String plain = text.asString();
                    object.put(
                            field,
                            field.equals(ASSERTER)
                                    ? encryption.encryptName(plain)
                                    : encryption.encrypt(subject, plain));
                    any = true;
                }
            }
        }
        if (node instanceof ObjectNode || node instanceof ArrayNode) {
            for (JsonNode inner : node) {
                any |= encrypt(inner, encryption, subject);
            }
        }
        return any;
    }
}

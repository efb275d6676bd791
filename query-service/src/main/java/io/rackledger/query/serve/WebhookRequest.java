package io.rackledger.query.serve;

import io.rackledger.events.EntityId;
import io.rackledger.query.fold.BadQuestionException;
import io.rackledger.query.webhook.Receivers;
import io.rackledger.query.webhook.Signature;
import io.rackledger.query.webhook.Topic;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a new webhook shall be.
 *
 * @param isOwnSecret whether the secret was made here
 */
record WebhookRequest(
        URI url,
        String secret,
        boolean isOwnSecret,
        Set<Topic> on,
        @Nullable String party) {
    private static final Set<String> FIELDS = Set.of("url", "secret", "on", "party");
    private static final int LONGEST_URL = 2_000;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    WebhookRequest {
        on = Set.copyOf(on);
    }

    /**
     * Reads a body.
     *
     * @throws BadQuestionException naming the field that is missing, unknown or makes no sense
     */
    static WebhookRequest read(byte[] body, Receivers receivers) {
        JsonNode json = object(body);
        for (Map.Entry<String, JsonNode> field : json.properties()) {
            if (!FIELDS.contains(field.getKey())) {
                throw new BadQuestionException(
                        field.getKey(), "a webhook has no such field; it has url, secret, on, party");
            }
        }
        String secret = text(json, "secret");
        if (secret != null && !Signature.isSecret(secret)) {
            throw new BadQuestionException(
                    "secret", "whsec_ and the base64 of 24 to 64 bytes; left out, it is made here");
        }
        return new WebhookRequest(
                url(json, receivers),
                secret == null ? Signature.newSecret() : secret,
                secret == null,
                on(json),
                party(json));
    }

    private static JsonNode object(byte[] body) {
        try {
            JsonNode json = JSON.readTree(body);
            if (json.isObject()) {
                return json;
            }
            throw new BadQuestionException("body", "a JSON object");
        } catch (JacksonException e) {
            throw new BadQuestionException("body", "not valid JSON: " + e.getOriginalMessage());
        }
    }

    private static URI url(JsonNode json, Receivers receivers) {
        String text = text(json, "url");
        if (text == null || text.length() > LONGEST_URL) {
            throw new BadQuestionException(
                    "url", "an absolute URL of http or https, at most " + LONGEST_URL + " characters");
        }
        try {
            URI url = new URI(text);
            String refusal = receivers.refusal(url);
            if (refusal == null) {
                return url;
            }
            throw new BadQuestionException("url", refusal);
        } catch (URISyntaxException e) {
            throw new BadQuestionException("url", "not a URL: " + e.getMessage());
        }
    }

    private static Set<Topic> on(JsonNode json) {
        JsonNode names = json.path("on");
        Set<Topic> topics = EnumSet.noneOf(Topic.class);
        for (JsonNode name : names) {
            topics.add(Topic.named(name.asString(""))
                    .orElseThrow(() -> new BadQuestionException("on", "some of " + Topic.names())));
        }
        if (!names.isArray() || topics.isEmpty()) {
            throw new BadQuestionException("on", "a list of some of " + Topic.names());
        }
        return topics;
    }

    private static @Nullable String party(JsonNode json) {
        String party = text(json, "party");
        if (party != null && !EntityId.PATTERN.matcher(party).matches()) {
            throw new BadQuestionException("party", "an id is 1 to 63 characters of a-z, 0-9 and '-'");
        }
        return party;
    }

    private static @Nullable String text(JsonNode json, String field) {
        JsonNode value = json.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (value.isString()) {
            return value.stringValue();
        }
        throw new BadQuestionException(field, "text");
    }
}

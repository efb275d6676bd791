package io.rackledger.command.web;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.rackledger.events.wire.WireJson;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Schemas as a validator that knows nothing of ours reads them. */
final class Schemas {
    static final JsonMapper JSON = WireJson.strict();

    private Schemas() {}

    static Schema of(Object schema, SpecificationVersion version) {
        return SchemaRegistry.withDefaultDialect(version).getSchema((JsonNode) JSON.valueToTree(schema));
    }

    /** What is wrong with a document that ought to be a schema. */
    static List<String> mistakes(Object schema, SpecificationVersion version) {
        return SchemaRegistry.withDefaultDialect(version)
                .getSchema(SchemaLocation.of(version.getDialectId()))
                .validate((JsonNode) JSON.valueToTree(schema))
                .stream()
                .map(Object::toString)
                .toList();
    }
}

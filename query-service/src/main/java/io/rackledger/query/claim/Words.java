package io.rackledger.query.claim;

import io.rackledger.events.Tag;
import java.util.Collection;
import java.util.List;

/** Tags as they are searched for, such as {@code order:ord-1}. */
final class Words {
    private Words() {}

    static List<String> of(Collection<Tag> tags) {
        return tags.stream().map(tag -> tag.key() + ":" + tag.value()).toList();
    }
}

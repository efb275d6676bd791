package io.rackledger.ledger.kafka;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Configurable;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Assigns partition 0 of each ledger's topic, whether it exists already or not, and tells every member who got which.
 * Kafka's client makes it, by its name; the member that it speaks for comes among the client's properties.
 */
public final class LedgerAssignor implements ConsumerPartitionAssignor, Configurable {
    /** The property that holds the {@link Member}. */
    static final String MEMBER = "rackledger.group.member";

    /** For whom it speaks. Called on the thread that polls. */
    interface Member {
        Claim claim();

        void told(Roster roster, int generation);
    }

    private @Nullable Member member;

    /** For Kafka's client, which configures it next. */
    public LedgerAssignor() {}

    @Override
    public void configure(Map<String, ?> properties) {
        member = (Member) properties.get(MEMBER);
    }

    private Member member() {
        return Objects.requireNonNull(member, MEMBER);
    }

    @Override
    public String name() {
        return "rackledger";
    }

    @Override
    public ByteBuffer subscriptionUserData(Set<String> topics) {
        return member().claim().encode();
    }

    @Override
    public GroupAssignment assign(Cluster cluster, GroupSubscription group) {
        Map<String, Distribution.Candidate> candidates = new HashMap<>();
        group.groupSubscription().forEach((id, subscription) -> {
            Claim claim = Claim.decode(subscription.userData());
            if (claim != null) {
                candidates.put(id, new Distribution.Candidate(claim, Set.copyOf(subscription.topics())));
            }
        });
        Map<String, Instance> writers = new HashMap<>();
        Map<String, List<TopicPartition>> partitions = new HashMap<>();
        Distribution.of(candidates).forEach((topic, id) -> {
            writers.put(
                    topic, Objects.requireNonNull(candidates.get(id)).claim().instance());
            partitions.computeIfAbsent(id, any -> new ArrayList<>()).add(new TopicPartition(topic, 0));
        });
        ByteBuffer roster = new Roster(writers, candidates.size()).encode();
        Map<String, Assignment> assignments = new HashMap<>();
        group.groupSubscription()
                .keySet()
                .forEach(id -> assignments.put(
                        id, new Assignment(partitions.getOrDefault(id, List.of()), roster.duplicate())));
        return new GroupAssignment(assignments);
    }

    @Override
    public void onAssignment(Assignment assignment, ConsumerGroupMetadata metadata) {
        Roster roster = Roster.decode(assignment.userData());
        if (roster != null) {
            member().told(roster, metadata.generationId());
        }
    }
}

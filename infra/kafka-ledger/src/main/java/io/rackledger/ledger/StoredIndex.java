package io.rackledger.ledger;

import io.rackledger.format.Commit;
import io.rackledger.format.Entry;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.type.BasicDataType;
import org.h2.mvstore.type.ByteArrayDataType;
import org.h2.mvstore.type.LongDataType;

/**
 * Acknowledged commits in an MVStore. Events and commits lie in blocks by their numbers; positions lie in runs, each of a
 * stretch of events and sorted by tag and type, since a tree over all tags would be written all over for every new command
 * id. Runs are merged where eight of a size have come together. The state is written last, and what it doesn't name is
 * thrown away at the next opening; so it doesn't matter where a write ends. One thread writes.
 */
final class StoredIndex {
    private static final int EVENTS_PER_BLOCK = 8;
    private static final int COMMITS_PER_BLOCK = 16;
    private static final String RUN = "run.";
    private static final long STATE = 0;

    private final MVStore store;
    private final MVMap<Long, byte[]> states;
    private final MVMap<Long, byte[]> filters;
    private final NumberedBlocks<IndexedEvent> events;
    private final NumberedBlocks<IndexedCommit> commits;
    private final IndexSnapshot opened;
    private final List<IndexSnapshot> replaced = new ArrayList<>();
    private final List<PostingsRun> merged = new ArrayList<>();
    private int nextRun;

    /**
     * Opens what a store holds, or begins it.
     *
     * @throws IndexDamagedException if that is not what was written, or of another ledger or layout
     */
    StoredIndex(MVStore store, String ledger) {
        this.store = store;
        this.states = store.openMap("state", blocks(LongDataType.INSTANCE));
        this.filters = store.openMap("filters", blocks(LongDataType.INSTANCE));
        this.events = new NumberedBlocks<>(
                "event", store.openMap("events", blocks(LongDataType.INSTANCE)), EVENTS_PER_BLOCK, IndexedEvent.FORM);
        this.commits = new NumberedBlocks<>(
                "commit",
                store.openMap("commits", blocks(LongDataType.INSTANCE)),
                COMMITS_PER_BLOCK,
                IndexedCommit.FORM);
        byte[] written = states.get(STATE);
        IndexState state = written == null ? IndexState.empty(ledger) : IndexState.opened(written);
        if (!state.ledger().equals(ledger)) {
            throw new IndexDamagedException("it is of ledger '" + state.ledger() + "', not of '" + ledger + "'");
        }
        this.opened = snapshot(state, state.runs().stream().map(this::open).toList());
        this.nextRun =
                1 + state.runs().stream().mapToInt(PostingsRun.About::id).max().orElse(0);
        opened.check();
        dropUnnamed(state);
    }

    private static <K> MVMap.Builder<K, byte[]> blocks(BasicDataType<K> keys) {
        return new MVMap.Builder<K, byte[]>().keyType(keys).valueType(ByteArrayDataType.INSTANCE);
    }

    private IndexSnapshot snapshot(IndexState state, List<PostingsRun> runs) {
        return new IndexSnapshot(state, runs, events, commits);
    }

    private MVMap<PostingKey, byte[]> map(int run) {
        return store.openMap(RUN + run, blocks(PostingKey.Type.INSTANCE));
    }

    private PostingsRun open(PostingsRun.About about) {
        List<ByteBuffer> parts = new ArrayList<>();
        for (int part = 0; part < about.parts(); part++) {
            parts.add(Checksum.opened(filters.get(filterKey(about.id(), part)), "a filter's part " + part));
        }
        return new PostingsRun(about, map(about.id()), TagFilter.of(parts));
    }

    private static long filterKey(int run, int part) {
        return ((long) run << Integer.SIZE) + part;
    }

    private void dropUnnamed(IndexState state) {
        Set<String> named = new HashSet<>();
        state.runs().forEach(run -> named.add(RUN + run.id()));
        for (String name : store.getMapNames()) {
            if (name.startsWith(RUN) && !named.contains(name)) {
                store.removeMap(name);
            }
        }
        for (Long key : filters.keySet()) {
            if (!named.contains(RUN + (key >> Integer.SIZE))) {
                filters.remove(key);
            }
        }
    }

    /** What it held when it was opened. */
    IndexSnapshot opened() {
        return opened;
    }

    /** Writes what follows a snapshot; what comes back holds both. */
    IndexSnapshot write(IndexSnapshot before, RecentEvents recent) {
        writeCommits(recent);
        List<String> types = new ArrayList<>(before.state().types());
        recent.byType().keySet().stream().filter(type -> !types.contains(type)).forEach(types::add);
        List<PostingsRun> runs = new ArrayList<>(before.runs());
        if (!recent.events().isEmpty()) {
            runs.add(run(recent, types));
        }
        return written(before, recent.sealed(), types, runs);
    }

    private IndexSnapshot written(IndexSnapshot before, IndexedHead head, List<String> types, List<PostingsRun> runs) {
        List<PostingsRun.About> about = runs.stream().map(PostingsRun::about).toList();
        IndexState state = new IndexState(before.state().ledger(), head, types, about);
        states.put(STATE, state.sealed());
        store.commit();
        replaced.add(before);
        return snapshot(state, runs);
    }

    private void writeCommits(RecentEvents recent) {
        List<IndexedEvent> items = new ArrayList<>(recent.events().size());
        long number = recent.firstCommit();
        for (Commit commit : recent.commits()) {
            for (Entry entry : commit.entries()) {
                items.add(new IndexedEvent(number, commit.header().recordedAt(), commit.hash(), entry.canonical()));
            }
            number++;
        }
        events.write(recent.from(), items);
        commits.write(
                recent.firstCommit(),
                recent.commits().stream().map(IndexedCommit::of).toList());
    }

    private PostingsRun run(RecentEvents recent, List<String> types) {
        TagFilter filter = new TagFilter(recent.byTag().size() + 1L);
        int id = nextRun++;
        MVMap<PostingKey, byte[]> map = map(id);
        PostingsWriter writer = new PostingsWriter(map, recent.from(), filter);
        new RecentLists(recent, numbers(types)).writeTo(writer);
        long tags = writer.finish();
        return keep(new PostingsRun.About(id, recent.from(), recent.tip().size(), tags, filter.parts()), map, filter);
    }

    private static Map<String, Integer> numbers(List<String> types) {
        Map<String, Integer> numbers = new HashMap<>();
        types.forEach(type -> numbers.put(type, numbers.size()));
        return numbers;
    }

    private PostingsRun keep(PostingsRun.About about, MVMap<PostingKey, byte[]> map, TagFilter filter) {
        for (int part = 0; part < about.parts(); part++) {
            filters.put(filterKey(about.id(), part), filter.part(part));
        }
        return new PostingsRun(about, map, filter);
    }

    /** Merges the last runs where enough of a size have come together; else what comes back is what was given. */
    IndexSnapshot merge(IndexSnapshot before) {
        List<PostingsRun> runs = before.runs();
        int first =
                PostingsMerge.firstToMerge(runs.stream().map(PostingsRun::about).toList());
        if (first == runs.size()) {
            return before;
        }
        List<PostingsRun> parts = runs.subList(first, runs.size());
        int id = nextRun++;
        MVMap<PostingKey, byte[]> map = map(id);
        TagFilter filter = new TagFilter(
                parts.stream().mapToLong(run -> run.about().tags()).sum());
        long from = parts.getFirst().about().from();
        PostingsWriter writer = new PostingsWriter(map, from, filter);
        PostingsMerge.merge(parts, writer);
        long tags = writer.finish();
        PostingsRun.About about = new PostingsRun.About(id, from, before.size(), tags, filter.parts());
        List<PostingsRun> fewer = new ArrayList<>(runs.subList(0, first));
        fewer.add(keep(about, map, filter));
        merged.addAll(parts);
        return written(before, before.state().head(), before.state().types(), fewer);
    }

    /** Throws away what was merged and nobody reads any more. */
    void dropMerged() {
        replaced.removeIf(snapshot -> !snapshot.isUsed());
        merged.removeIf(run -> {
            boolean unused =
                    replaced.stream().noneMatch(snapshot -> snapshot.runs().contains(run));
            if (unused) {
                store.removeMap(run.map());
                for (int part = 0; part < run.about().parts(); part++) {
                    filters.remove(filterKey(run.about().id(), part));
                }
            }
            return unused;
        });
    }

    /** Closes the store; all that was written stands in it. */
    void close() {
        if (store.isPersistent()) {
            store.close();
        }
    }

    /** Lets go of a store that can't be written. */
    void abandon() {
        store.closeImmediately();
    }
}

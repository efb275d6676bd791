package io.rackledger.query.audit;

import java.nio.file.Path;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the evidence of a ledger is kept, and who signs it.
 *
 * @param folder of this service alone: the tree's hashes, the last checkpoint, and the key where none is named
 * @param keys   files with the keys that sign, the current one first; while a key is replaced, both do. If none is named,
 *               one is made in the folder
 */
@ConfigurationProperties("rackledger.evidence")
record EvidenceProperties(Path folder, @DefaultValue List<Path> keys) {}

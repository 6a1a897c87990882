package org.wangchuan.station.producer;

import java.nio.file.Path;
import org.wangchuan.proof.producer.SignedProducerStatement;

/**
 * A producer's statement and the file that it was read from. Immutable and thread-safe.
 *
 * @param file by which people find it
 */
public record Kept(Path file, SignedProducerStatement statement) {}

package org.wangchuan.engine.command.tcg;

import org.wangchuan.engine.command.AnswerException;
import org.wangchuan.engine.command.Told;

/**
 * The Geometry Reporting feature (0003h).
 *
 * @param aligned whether ranges have to be aligned
 * @param logicalBlockBytes and
 * @param granularityBlocks blocks in a group for alignment
 * @param lowestAligned address of the first block that begins a group
 */
public record Geometry(Told aligned, long logicalBlockBytes, long granularityBlocks, long lowestAligned) {
    static final int CODE = 0x0003;

    static Geometry parse(Descriptor feature) throws AnswerException {
        feature.least(28);
        return new Geometry(feature.bit(4, 0), feature.thirtyTwo(12), feature.sixtyFour(16), feature.sixtyFour(24));
    }
}

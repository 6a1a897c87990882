package org.wangchuan.engine.medium;

/**
 * Sizes in bytes.
 *
 * @param capacityBytes 1 or more
 * @param blockBytes logical block: 512 to 65 536, or 1 for an image
 * @param physicalBlockBytes what the medium writes at once, as far as it tells; at least {@code blockBytes}
 */
public record Geometry(long capacityBytes, int blockBytes, int physicalBlockBytes) {}

package org.wangchuan.engine.command.tcg;

import org.wangchuan.engine.command.AnswerException;
import org.wangchuan.engine.command.Told;

/**
 * The Single User Mode feature (0201h).
 *
 * @param lockingObjects how many ranges can be in it
 * @param any one of them is
 * @param all are
 * @param policy an administrator sets the limits of ranges
 */
public record SingleUser(long lockingObjects, Told any, Told all, Told policy) {
    static final int CODE = 0x0201;

    static SingleUser parse(Descriptor feature) throws AnswerException {
        feature.least(5);
        return new SingleUser(feature.thirtyTwo(4), feature.bit(8, 0), feature.bit(8, 1), feature.bit(8, 2));
    }
}

package org.wangchuan.engine.command.tcg;

import org.wangchuan.engine.command.AnswerException;
import org.wangchuan.engine.command.Told;

/** The TPer feature (0001h): which forms of talk the device knows. Sessions here need {@code synchronous}. */
public record Transport(
        Told synchronous,
        Told asynchronous,
        Told acknowledgement,
        Told bufferManagement,
        Told streaming,
        Told comIdManagement) {
    static final int CODE = 0x0001;

    static final Transport NOT_TOLD =
            new Transport(Told.NOT_TOLD, Told.NOT_TOLD, Told.NOT_TOLD, Told.NOT_TOLD, Told.NOT_TOLD, Told.NOT_TOLD);

    static Transport parse(Descriptor feature) throws AnswerException {
        feature.least(1);
        return new Transport(
                feature.bit(4, 0),
                feature.bit(4, 1),
                feature.bit(4, 2),
                feature.bit(4, 3),
                feature.bit(4, 4),
                feature.bit(4, 6));
    }
}

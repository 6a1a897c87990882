package org.wangchuan.engine.medium.open;

import java.nio.file.Path;
import org.wangchuan.engine.kernel.Kernel;
import org.wangchuan.engine.medium.Examined;
import org.wangchuan.engine.medium.Medium;
import org.wangchuan.engine.medium.Refused;
import org.wangchuan.engine.medium.examine.MediumExaminer;
import org.wangchuan.engine.medium.sysfs.SystemFiles;

/** Opens through a kernel that a test made, for tests of other packages. */
@SuppressWarnings("exports") // tests of this module alone call it
public final class Openings {
    private Openings() {}

    public static MediumOpener opener(Kernel kernel, SystemFiles files) {
        return new MediumOpener(kernel, files);
    }

    /** What an examination finds; an error if it refuses. */
    public static Medium examined(Path path) {
        return switch (new MediumExaminer().examine(path)) {
            case Examined(Medium medium) -> medium;
            case Refused refused -> throw new AssertionError(refused);
        };
    }

    /** Of what can be opened; the caller closes it. */
    public static OpenMedium opened(Medium medium) {
        return opened(new MediumOpener().open(medium));
    }

    static OpenMedium opened(Opening opening) {
        return switch (opening) {
            case Opened(OpenMedium open) -> open;
            case NotOpened(Refused refusal) -> throw new AssertionError(refusal);
        };
    }

    /** Why a medium was not opened; an error if it was. */
    public static Refused refusal(Opening opening) {
        return switch (opening) {
            case NotOpened(Refused refusal) -> refusal;
            case Opened(OpenMedium open) -> {
                open.close();
                throw new AssertionError("opened " + open.medium().path());
            }
        };
    }
}

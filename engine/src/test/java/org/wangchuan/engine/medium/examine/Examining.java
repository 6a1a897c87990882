package org.wangchuan.engine.medium.examine;

import org.wangchuan.engine.kernel.Kernel;
import org.wangchuan.engine.medium.sysfs.SystemFiles;

/** Examines through a kernel that a test made, for tests of other packages. */
@SuppressWarnings("exports") // tests of this module alone call it
public final class Examining {
    private Examining() {}

    public static MediumExaminer examiner(Kernel kernel, SystemFiles files, long patienceMillis) {
        return new MediumExaminer(kernel, files, patienceMillis);
    }

    public static ObstacleCheck obstacles(Kernel kernel, SystemFiles files, long patienceMillis) {
        return new ObstacleCheck(kernel, files, patienceMillis);
    }
}

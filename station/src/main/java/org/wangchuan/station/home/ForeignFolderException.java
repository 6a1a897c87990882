package org.wangchuan.station.home;

import java.io.IOException;
import java.nio.file.Path;

/** A folder that was named for a station's state holds other things. It is left as it is. */
public final class ForeignFolderException extends IOException {
    private static final long serialVersionUID = 1L;

    ForeignFolderException(Path folder) {
        super(folder + ": expected a station's folder, an empty one or none, found other files");
    }
}

package org.wangchuan.lab.scenario;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.wangchuan.lab.scsi.LogicalUnit;
import org.wangchuan.lab.scsi.ScsiAnswer;

/** A drive in a guest that says to whoever looks from outside how often it took Revert. */
final class CountedDrive implements LogicalUnit {
    private final LogicalUnit drive;
    private final Path count;
    private int written;

    /** @param count the file that holds the number */
    CountedDrive(LogicalUnit drive, Path count) {
        this.drive = drive;
        this.count = count;
    }

    @Override
    public ScsiAnswer execute(byte[] descriptor, byte[] data) throws IOException {
        ScsiAnswer answer = drive.execute(descriptor, data);
        if (drive.reverts() != written) {
            written = drive.reverts();
            Path _ = Files.writeString(count, written + "\n");
        }
        return answer;
    }

    @Override
    public Presence presence() throws IOException {
        return drive.presence();
    }

    @Override
    public int reverts() {
        return drive.reverts();
    }

    @Override
    public void close() throws IOException {
        drive.close();
    }
}

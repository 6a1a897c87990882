package org.wangchuan.lab.scenario;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.wangchuan.lab.scsi.LogicalUnit;
import org.wangchuan.lab.scsi.ScsiAnswer;

/** A drive in a guest that says to whoever looks from outside how often it took Revert, and how its Security feature set stands. */
final class CountedDrive implements LogicalUnit {
    private final LogicalUnit drive;
    private final Path count;
    private final Path security;
    private int written;
    private String said;

    /**
     * Writes both as they are now.
     *
     * @param count the file that holds the number
     * @param security the file that holds how the Security feature set stands, in words
     */
    CountedDrive(LogicalUnit drive, Path count, Path security) throws IOException {
        this.drive = drive;
        this.count = count;
        this.security = security;
        written = drive.reverts();
        said = drive.security();
        Path _ = Files.writeString(count, written + "\n");
        Path _ = Files.writeString(security, said + "\n");
    }

    @Override
    public ScsiAnswer execute(byte[] descriptor, byte[] data) throws IOException {
        ScsiAnswer answer = drive.execute(descriptor, data);
        if (drive.reverts() != written) {
            written = drive.reverts();
            Path _ = Files.writeString(count, written + "\n");
        }
        if (!drive.security().equals(said)) {
            said = drive.security();
            Path _ = Files.writeString(security, said + "\n");
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
    public String security() {
        return drive.security();
    }

    @Override
    public void close() throws IOException {
        drive.close();
    }
}

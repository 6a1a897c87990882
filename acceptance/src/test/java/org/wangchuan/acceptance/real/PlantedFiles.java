package org.wangchuan.acceptance.real;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.wangchuan.acceptance.disk.CommandLine;

/** An owner's files: letters with unique markers, pictures, archives, a database; some of them deleted. */
public final class PlantedFiles {
    private static final int COUNT = 12;

    /** Every marker begins so; no file system and no tool writes it by itself. */
    public static final String MARKER_PREFIX = "wangchuan-planted-";

    private final Path root;
    private final Random random;
    private final List<Path> deletable = new ArrayList<>();
    private int markers;

    private PlantedFiles(Path root, long seed) {
        this.root = root;
        this.random = new Random(seed);
    }

    /** Files with a marker in their content, deleted ones included. */
    public int markers() {
        return markers;
    }

    static PlantedFiles plant(Path root, long seed) throws IOException {
        PlantedFiles files = new PlantedFiles(root, seed);
        for (int i = 0; i < COUNT; i++) {
            files.letter(i);
            files.picture(i);
            files.archive(i);
            files.document(i);
        }
        files.database();
        return files;
    }

    void deleteSome() throws IOException {
        for (int i = 0; i < deletable.size(); i += 2) {
            Files.delete(deletable.get(i));
        }
    }

    private String marker() {
        markers++;
        return MARKER_PREFIX + Long.toHexString(random.nextLong());
    }

    private Path place(String folder, String name) throws IOException {
        Path path = Files.createDirectories(root.resolve(folder)).resolve(name);
        deletable.add(path);
        return path;
    }

    private void letter(int number) throws IOException {
        String name = "a letter with a name that is long enough to need its own room ".repeat(3) + number + ".txt";
        StringBuilder text = new StringBuilder();
        for (int line = 0; line < 200; line++) {
            text.append("Dear reader, this is line ").append(line).append(" of a private letter.\n");
        }
        Files.writeString(place("letters/信件", name), marker() + "\n" + text + marker() + "\n");
    }

    private void picture(int number) throws IOException {
        Files.write(place("pictures", number + ".jpg"), JpegPicture.of(random, 320, 240));
    }

    private void archive(int number) throws IOException {
        byte[] noise = new byte[20_000];
        random.nextBytes(noise);
        try (OutputStream out = Files.newOutputStream(place("archives", number + ".zip"));
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("noise.bin"));
            zip.write(noise);
            zip.closeEntry();
        }
    }

    private void document(int number) throws IOException {
        String body = "BT /F1 12 Tf 72 720 Td (" + marker() + ") Tj ET\n".repeat(40);
        String pdf = "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
                + "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
                + "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>endobj\n"
                + "4 0 obj<</Length " + body.length() + ">>stream\n" + body + "endstream endobj\n"
                + "trailer<</Root 1 0 R/Size 5>>\nstartxref\n0\n%%EOF\n";
        Files.write(place("documents", number + ".pdf"), pdf.getBytes(StandardCharsets.ISO_8859_1));
    }

    private void database() throws IOException {
        Path file = place("databases", "customers.sqlite");
        StringBuilder script = new StringBuilder("create table customer(id integer primary key, note text);");
        for (int i = 0; i < 50; i++) {
            script.append("insert into customer(note) values('")
                    .append(marker())
                    .append("');");
        }
        CommandLine.run("sqlite3", file.toString(), script.toString());
    }
}

package org.wangchuan.cli.live;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.wangchuan.cli.service.Context;
import org.wangchuan.paper.PaperException;
import org.wangchuan.paper.QrModules;
import org.wangchuan.print.ReceiptPaper;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.receipt.Receipt;
import org.wangchuan.proof.trust.SignedTrustList;
import org.wangchuan.station.home.FileForPeople;
import org.wangchuan.station.home.StationHome;

/** What is in the folder for receipts: each as a code on the screen, and beside them whom to trust for them. */
final class Receipts {
    private static final String SUFFIX = ".receipt.json";

    private final Path folder;

    Receipts(Path folder) {
        this.folder = folder;
    }

    List<Path> list() throws IOException {
        try (Stream<Path> found = Files.list(folder)) {
            return found.filter(file -> file.toString().endsWith(SUFFIX))
                    .sorted()
                    .toList();
        }
    }

    /** The trust list of the station that signed, under a name that no other station's has. */
    void putTrustList(StationHome home) throws IOException {
        if (Files.isRegularFile(home.trustList())) {
            put(Files.readAllBytes(home.trustList()));
        }
    }

    /**
     * The trust list of a station that delegates its keys for one order: the list that came with the order. The delegate's own list vouches for it without end and for any
     * drive, and is given to nobody.
     */
    void putTrustList(SignedTrustList delegating) throws IOException {
        put(delegating.toBytes());
    }

    private void put(byte[] list) throws IOException {
        String name = Bytes32.sha256(list).base64Url().substring(0, 12);
        FileForPeople.replace(folder.resolve("station-" + name + ".trust.json"), list);
    }

    /** Shows the code of each, one after the other, until a key is pressed; says so where there is no screen to draw on. */
    void show(List<Path> receipts, Context context) throws IOException {
        for (Path file : receipts) {
            var console = context.console();
            var _ = console.ask(console.messages().text("live.code", String.valueOf(file.getFileName())));
            try {
                Receipt receipt = Receipt.parse(Files.readAllBytes(file));
                if (!FrameBuffer.system().draw(QrModules.of(ReceiptPaper.qrText(receipt)))) {
                    console.note(console.messages().text("live.code.none"));
                    return;
                }
            } catch (VerificationException | PaperException e) {
                throw new IOException("a receipt that was written just now", e);
            }
            var _ = console.ask("");
        }
    }
}

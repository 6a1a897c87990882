package org.wangchuan.print;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.paper.Attachment;
import org.wangchuan.paper.Edition;
import org.wangchuan.paper.LogFacts;
import org.wangchuan.paper.PaperException;
import org.wangchuan.paper.ReceiptPage;
import org.wangchuan.paper.ReceiptPdf;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.label.Label;
import org.wangchuan.proof.log.Checkpoint;
import org.wangchuan.proof.producer.ProducerClaims;
import org.wangchuan.proof.producer.SignedProducerStatement;
import org.wangchuan.proof.receipt.Receipt;
import org.wangchuan.proof.statement.Asset;
import org.wangchuan.proof.statement.Disclosed;
import org.wangchuan.proof.statement.Phone;
import org.wangchuan.proof.statement.PhoneClaims;
import org.wangchuan.proof.statement.PhoneWork;
import org.wangchuan.proof.statement.SdJwt;
import org.wangchuan.proof.statement.Statement;
import org.wangchuan.proof.statement.StatementReader;
import org.wangchuan.proof.statement.Target;
import org.wangchuan.proof.statement.Work;
import org.wangchuan.proof.verify.ProducerChecks;
import org.wangchuan.proof.verify.VerdictFacts;

/** The paper of a receipt: a function of the receipt and its evidence, the same whoever computes it. */
public final class ReceiptPaper {
    private ReceiptPaper() {}

    /**
     * Renders the paper.
     *
     * @param evidence the bytes that the receipt names by their digest; absent if they are not at hand, and
     *     then not attached
     * @throws PaperException if the receipt does not show what a page needs
     */
    public static byte[] render(Receipt receipt, Optional<byte[]> evidence) throws PaperException {
        return render(receipt, evidence, Edition.NEWEST);
    }

    /** The same as it was made in an edition, to compare a paper of it. */
    public static byte[] render(Receipt receipt, Optional<byte[]> evidence, Edition edition) throws PaperException {
        return ReceiptPdf.render(
                page(receipt, edition), attachments(Attachment.receipt(receipt.toBytes()), evidence), edition);
    }

    static List<Attachment> attachments(Attachment machineReadable, Optional<byte[]> evidence) {
        return evidence.map(bytes -> List.of(machineReadable, Attachment.evidence(bytes)))
                .orElse(List.of(machineReadable));
    }

    /** What the paper of a receipt, and of the certificate that it becomes, is computed from. */
    static ReceiptPage page(Receipt receipt, Edition edition) throws PaperException {
        SdJwt statement = receipt.clearing().statement();
        boolean isPhone = statement.payload().members().containsKey(PhoneClaims.CLAIM);
        return new ReceiptPage(
                statement.payload(),
                shown(statement, isPhone ? Phone.CLAIM : Target.CLAIM),
                shown(statement, isPhone ? PhoneWork.CLAIM : Work.CLAIM),
                statement.disclosed(Asset.CLAIM),
                logFacts(receipt),
                qrText(receipt),
                isPhone && isDenied(statement),
                isPhone ? producers(statement) : List.of(),
                edition.isFrom(Edition.V5) ? denied(statement) : ReceiptPage.Denied.NOTHING);
    }

    /** Nothing of what is no clearing statement: no page is made of that. */
    private static ReceiptPage.Denied denied(SdJwt statement) throws PaperException {
        try {
            return StatementReader.read(statement) instanceof Statement.Clearing clearing
                    ? DeniedRules.of(clearing)
                    : ReceiptPage.Denied.NOTHING;
        } catch (VerificationException e) {
            throw new PaperException("receipt", e.where() + ": " + e.expected(), e.found());
        }
    }

    /** None where what is shown excludes that the record fits one of them: nothing of it is said on paper then. */
    private static List<ReceiptPage.ProducerNote> producers(SdJwt statement) throws PaperException {
        try {
            Statement said = StatementReader.read(statement);
            Disclosed shown = said.disclosed();
            if (said instanceof Statement.Clearing clearing && ProducerChecks.overstate(clearing)) {
                return List.of();
            }
            List<SignedProducerStatement> signed = ProducerChecks.statements(shown);
            List<ReceiptPage.ProducerNote> out = new ArrayList<>();
            for (int i = 0; i < signed.size(); i++) {
                ProducerClaims claims = signed.get(i).claims();
                out.add(new ReceiptPage.ProducerNote(
                        claims.signer().name() + "+"
                                + HexFormat.of().formatHex(claims.signer().id()),
                        claims.name(),
                        claims.number(),
                        claims.sequence(),
                        claims.issued().toString(),
                        shown.producers().orElseThrow().all().get(i).clauses()));
            }
            return out;
        } catch (VerificationException e) {
            throw new PaperException("receipt", e.where() + ": " + e.expected(), e.found());
        }
    }

    /** Of a phone the page can't tell by itself: it does not know what each way to erase one can show. */
    private static boolean isDenied(SdJwt statement) throws PaperException {
        try {
            return StatementReader.read(statement) instanceof Statement.Clearing clearing
                    && clearing.claims().verdict().isGood()
                    && (VerdictFacts.contradict(clearing)
                            || VerdictFacts.isTechniqueUnknown(clearing.claims())
                            || VerdictFacts.overstateClauses(clearing));
        } catch (VerificationException e) {
            throw new PaperException("receipt", e.where() + ": " + e.expected(), e.found());
        }
    }

    private static JsonValue.Obj shown(SdJwt statement, String claim) throws PaperException {
        Optional<JsonValue.Obj> value = statement.disclosed(claim);
        if (value.isEmpty()) {
            throw new PaperException("receipt", "the disclosure " + claim, "none");
        }
        return value.get();
    }

    private static LogFacts logFacts(Receipt receipt) {
        Checkpoint checkpoint = checkpoint(receipt);
        return new LogFacts(
                checkpoint.origin(),
                receipt.clearing().proof().index(),
                checkpoint.size(),
                checkpoint.root().base64());
    }

    private static Checkpoint checkpoint(Receipt receipt) {
        return receipt.clearing().proof().checkpoint().checkpoint();
    }

    /** The text of the code on the paper: the statement itself with the device, or without, or no more than its name: what fits. */
    public static String qrText(Receipt receipt) {
        return Stream.of(Set.of(Target.CLAIM, Phone.CLAIM), Set.<String>of())
                .flatMap(claims -> Label.of(receipt.clearing(), claims).text(Optional.empty()).stream())
                .findFirst()
                .orElseGet(() -> name(receipt));
    }

    /** Names the record so that whoever holds it elsewhere can find and compare it; proves nothing by itself. */
    private static String name(Receipt receipt) {
        return ReceiptPage.QR_NAME + "log=" + checkpoint(receipt).origin() + "&index="
                + receipt.clearing().proof().index() + "&statement="
                + receipt.clearing().statement().digest().base64Url();
    }
}

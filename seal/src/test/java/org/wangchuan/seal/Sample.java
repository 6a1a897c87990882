package org.wangchuan.seal;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.canonical.MalformedJsonException;
import org.wangchuan.paper.Attachment;
import org.wangchuan.paper.LogFacts;
import org.wangchuan.paper.PaperException;
import org.wangchuan.paper.ReceiptPage;
import org.wangchuan.paper.ReceiptPdf;

/** A page as a station renders it. */
final class Sample {
    private static final String DIGEST = "q7zJ0cX3nPbL2vYkT9wRfA8sHdE1uGiO5mNx6BtCyQk";

    private Sample() {}

    static byte[] page(String serial) {
        try {
            return ReceiptPdf.render(
                    new ReceiptPage(
                            json("{'conformity':[{'clause':'level','source':'design rule','state':'satisfied'}],"
                                    + "'evidence':{'bytes':0,'digest':'D'},'iat':1772352600,"
                                    + "'iss':'urn:wangchuan:station:D','jti':'f1ea58f8-60fc-3a41-a7da-c1c54e38dd4d',"
                                    + "'notProved':['firmware-copy','time-not-witnessed'],"
                                    + "'policy':{'digest':'D','id':'nist-clear','version':'1'},'seq':1,"
                                    + "'start':'d35b3cd0-7dbf-39b9-b0b7-507ada595a2d',"
                                    + "'vct':'urn:wangchuan:statement:clearing:v1','verdict':'cleared'}"),
                            json("{'blockBytes':512,'bus':'ata','capacityBytes':1000204886016,'kind':'block',"
                                    + "'mediumClass':'magnetic','mediumClassSource':'device','model':'Model 1',"
                                    + "'name':'sdb','serial':'" + serial + "'}"),
                            json("{'finishedAt':'2026-03-01T08:09:59Z','hiddenAreas':{'state':'none'},"
                                    + "'interruptions':0,'passes':[{'bytesWritten':1000204886016,"
                                    + "'durationMillis':500000,'errors':[],'pattern':'stamped'}],'residue':'not-run',"
                                    + "'startedAt':'2026-03-01T08:00:01Z','tool':'wangchuan 0.1',"
                                    + "'unreachableRanges':[],'verification':{'bytesRead':1000204886016,"
                                    + "'mismatchedBytes':0,'mismatches':[],'mode':'full','path':'direct'}}"),
                            Optional.empty(),
                            new LogFacts("log.example/bench", 4, 6, "A".repeat(43) + "="),
                            "#wl1." + "aB3-dE6_".repeat(90)),
                    List.of(Attachment.receipt(("{\"serial\":\"" + serial + "\"}").getBytes(StandardCharsets.UTF_8))));
        } catch (PaperException | MalformedJsonException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonValue.Obj json(String text) throws MalformedJsonException {
        return CanonicalJson.readObject(text.replace("'D'", "'" + DIGEST + "'")
                .replace("station:D", "station:" + DIGEST)
                .replace('\'', '"')
                .getBytes(StandardCharsets.UTF_8));
    }
}

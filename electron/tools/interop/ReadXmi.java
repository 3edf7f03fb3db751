import java.io.FileInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.apache.uima.UIMAFramework;
import org.apache.uima.cas.CAS;
import org.apache.uima.cas.ArrayFS;
import org.apache.uima.cas.Feature;
import org.apache.uima.cas.FeatureStructure;
import org.apache.uima.cas.Type;
import org.apache.uima.cas.impl.XmiCasDeserializer;
import org.apache.uima.cas.text.AnnotationFS;
import org.apache.uima.resource.metadata.TypeSystemDescription;
import org.apache.uima.util.CasCreationUtils;
import org.apache.uima.util.XMLInputSource;

/** Reads CAS files with UIMA's own reader and says what it found: one line of tab-parted values for each. */
public class ReadXmi {
  public static void main(String[] args) throws Exception {
    TypeSystemDescription types =
        UIMAFramework.getXMLParser().parseTypeSystemDescription(new XMLInputSource(args[0]));
    for (int at = 1; at < args.length; at++) {
      CAS cas = CasCreationUtils.createCas(types, null, null);
      try (InputStream in = new FileInputStream(args[at])) {
        XmiCasDeserializer.deserialize(in, cas);
      }
      Type mention = cas.getTypeSystem().getType("webanno.custom.Mention");
      Type fact = cas.getTypeSystem().getType("webanno.custom.Fact");
      Type token =
          cas.getTypeSystem().getType("de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token");
      MessageDigest words = MessageDigest.getInstance("SHA-256");
      for (AnnotationFS one : cas.getAnnotationIndex(mention)) {
        words.update((one.getCoveredText() + "\n").getBytes(StandardCharsets.UTF_8));
      }
      int links = 0;
      for (AnnotationFS one : cas.getAnnotationIndex(fact)) {
        for (String name : new String[] {"slots", "evidence"}) {
          Feature feature = fact.getFeatureByBaseName(name);
          ArrayFS array = (ArrayFS) one.getFeatureValue(feature);
          for (int n = 0; array != null && n < array.size(); n++) {
            FeatureStructure link = array.get(n);
            Feature target = link.getType().getFeatureByBaseName("target");
            if (link.getFeatureValue(target) instanceof AnnotationFS) links++;
          }
        }
      }
      System.out.println(
          String.join(
              "\t",
              args[at],
              String.valueOf(cas.getDocumentText().length()),
              String.valueOf(cas.getAnnotationIndex(mention).size()),
              String.valueOf(cas.getAnnotationIndex(fact).size()),
              String.valueOf(links),
              String.valueOf(cas.getAnnotationIndex(token).size()),
              hex(words.digest())));
    }
  }

  private static String hex(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    for (byte one : bytes) text.append(String.format("%02x", one));
    return text.toString();
  }
}

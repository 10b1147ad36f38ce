import java.io.File;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** Checks the file args[1] against the standard args[0]; prints how many checks were made, and how many failed. */
public final class Validate {
  public static void main(String[] args) throws Exception {
    VeraGreenfieldFoundryProvider.initialise();
    PDFAFlavour flavour = PDFAFlavour.byFlavourId(args[0]);
    try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(args[1]), flavour)) {
      PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, 5, false, false, false);
      ValidationResult result = validator.validate(parser);
      int failed = result.getFailedChecks().values().stream().mapToInt(Integer::intValue).sum();
      System.out.println(result.getTotalAssertions() + " " + failed);
      for (TestAssertion assertion : result.getTestAssertions()) {
        if (assertion.getStatus() == TestAssertion.Status.FAILED) {
          System.err.println(assertion.getRuleId().getClause() + ": " + assertion.getMessage());
        }
      }
      System.exit(result.isCompliant() ? 0 : 1);
    }
  }
}

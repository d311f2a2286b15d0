namespace Yingke.Domain.Accounts;

/// <summary>
/// What a password must be: long enough, not one of those that everybody tries first, not the account's own name. Nothing about
/// character classes: they make passwords harder to remember, not to guess.
/// </summary>
public static class PasswordRules
{
    public const int MinLength = 10;

    /// <summary>So that hashing a password costs the same whatever is sent.</summary>
    public const int MaxLength = 256;

    /// <summary>The commonest passwords that are long enough; runs of one character and straight sequences are found by rule.</summary>
    private static readonly HashSet<string> Common = new(StringComparer.OrdinalIgnoreCase)
    {
        "12345678910", "1234567890a", "a1234567890", "123456789a", "a123456789", "aa123456789", "abc123456789", "qq123456789", "wang123456789",
        "123456789qq", "123456789abc", "1234567899", "1234567898", "1234554321", "1122334455", "1357924680", "147258369a", "1472583690",
        "9876543210a", "5201314520", "5201314521", "1314520520", "woaini1314", "woaini520520", "woaini1314520", "woaini123456",
        "123123123123", "1231231231", "123321123321", "1234512345", "1212121212", "6666688888", "8888866666", "1qaz2wsx3edc", "1q2w3e4r5t",
        "1q2w3e4r5t6y", "q1w2e3r4t5", "q1w2e3r4t5y6", "qwertyuiop", "qwertyuiop123", "qwerty12345", "qwerty123456", "qwerty1234", "asdfghjkl123",
        "zxcvbnm123", "zxcvbnm123456", "qazwsxedcrfv", "qazwsx123456", "password12", "password123", "password1234", "password12345",
        "passw0rd123", "p@ssw0rd123", "p@ssword123", "mypassword", "password1!", "admin12345", "admin123456", "admin@123456", "administrator",
        "root123456", "welcome123", "welcome1234", "welcome12345", "letmein123", "iloveyou123", "iloveyou12", "abcd123456", "abcd1234567",
        "abc1234567", "abcdef123456", "changeme123", "changeme1234", "yingke1234", "yingke12345", "yingke123456", "kefu123456", "test123456",
    };

    /// <exception cref="RuleViolation"><c>weak_password</c>, field <c>password</c>; <c>invalid</c> above <see cref="MaxLength"/>.</exception>
    public static void Check(string password, string accountName)
    {
        if (password.Length > MaxLength)
            throw new RuleViolation("invalid", $"longer than {MaxLength} characters", "password");
        if (password.EnumerateRunes().Count() < MinLength)
            throw Weak($"shorter than {MinLength} characters");
        if (Common.Contains(password) || IsStraight(password))
            throw Weak("one of the commonest passwords");
        if (password.Equals(accountName, StringComparison.OrdinalIgnoreCase))
            throw Weak("the account's own name");
    }

    private static RuleViolation Weak(string detail) => new("weak_password", detail, "password");

    /// <summary>aaaaaaaaaa, 1234567890, 9876543210, abcdefghij: each character the same step from the one before.</summary>
    private static bool IsStraight(string password)
    {
        for (var i = 1; i < password.Length; i++)
        {
            if (Step(password, i) != Step(password, 1))
                return false;
        }

        return Math.Abs(Step(password, 1)) <= 1;
    }

    private static int Step(string text, int i) => (text[i - 1], text[i]) switch
    {
        ('9', '0') => 1,
        ('0', '9') => -1,
        var (a, b) => b - a,
    };
}

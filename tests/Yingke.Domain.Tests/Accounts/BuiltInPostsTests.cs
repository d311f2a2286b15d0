using Yingke.Domain.Accounts;

namespace Yingke.Domain.Tests.Accounts;

public sealed class BuiltInPostsTests
{
    /// <summary>The table of accounts.md, word for word but for the explanations behind the ids.</summary>
    private const string Table = """
        | permission | 店长 | 客服主管 | 外包主管 | 售前 | 售中 | 售后 | 热线 | 质检员 | 投诉岗 | 仓库 | 只读 |
        | `im.chat` | ✓ | ✓ | ✓ | ✓ | ✓ | ✓ | ✓ | | | | |
        | `im.supervise` | ✓ | ✓ | own | | | | | | | | |
        | `buyers.contact` | ✓ | ✓ | | | ✓ | ✓ | ✓ | | ✓ | ✓ | |
        | `orders.manage` | ✓ | ✓ | | | ✓ | | | | | | |
        | `orders.price` | ✓ | ✓ | | ✓ | | | | | | | |
        | `aftersale.handle` | ✓ | ✓ | | | ✓ | ✓ | | | | | |
        | `refund.pay` | ✓ | ✓ | | | ✓ | | | | | | |
        | `tickets.handle` | ✓ | ✓ | ✓ | ✓ | ✓ | ✓ | ✓ | | ✓ | ✓ | |
        | `hotline.handle` | ✓ | ✓ | ✓ | | | | ✓ | | ✓ | | |
        | `knowledge.edit`, `phrases.share` | ✓ | ✓ | | | | | | | | | |
        | `quality.inspect` | ✓ | ✓ | | | | | | ✓ | | | |
        | `quality.decide` | ✓ | ✓ | | | | | | | | | |
        | `complaints.decide` | ✓ | | | | | | | | ✓ | | |
        | `reports.view` | ✓ | ✓ | own | self | self | self | self | ✓ | | | ✓ |
        | `scorecards.edit` | ✓ | ✓ | | | | | | | | | |
        | `pay.view` | ✓ | ✓ | own | self | self | self | self | self | self | | |
        | `pay.close` | ✓ | | | | | | | | | | |
        | `shifts.plan`, `campaigns.run` | ✓ | ✓ | | | | | | | | | |
        | `agents.manage` | ✓ | ✓ | | | | | | | | | |
        | `settings.edit`, `api.keys`, `history.move` | ✓ | | | | | | | | | | |
        | `audit.view` | ✓ | ✓ | | | | | | | | | ✓ |
        """;

    [Fact]
    public void The_posts_are_the_specifications_table()
    {
        var rows = Table.Split('\n').Select(row => row.Trim().Trim('|').Split('|').Select(cell => cell.Trim()).ToArray()).ToArray();
        BuiltInPosts.All.Select(p => p.Name).ShouldBe(rows[0][1..]);
        for (var column = 1; column < rows[0].Length; column++)
        {
            var expected =
                from row in rows[1..]
                from id in row[0].Split(", ")
                where row[column].Length > 0
                select (id.Trim('`'), row[column] switch { "own" => Scope.Own, "self" => Scope.Self, _ => Scope.All });
            BuiltInPosts.All[column - 1].Permissions.Select(p => (p.Key, p.Value)).ShouldBe(expected, ignoreOrder: true, rows[0][column]);
        }

        Permissions.All.Select(p => p.Id).ShouldBe(rows[1..].SelectMany(r => r[0].Split(", ")).Select(id => id.Trim('`')));
    }

    [Fact]
    public void Every_post_carries_only_what_it_may()
    {
        foreach (var post in BuiltInPosts.All)
            Permissions.Check(post.Permissions);
        BuiltInPosts.All.Select(p => p.Key).Distinct().Count().ShouldBe(11);
    }

    [Theory]
    [InlineData("im.chat", Scope.All, true)]
    [InlineData("im.chat", Scope.Self, false)]
    [InlineData("im.supervise", Scope.Own, true)]
    [InlineData("im.supervise", Scope.Self, false)]
    [InlineData("pay.view", Scope.Self, true)]
    [InlineData("pay.close", Scope.Own, false)]
    [InlineData("no.such", Scope.All, false)]
    public void A_permission_reaches_only_as_far_as_it_can(string id, Scope scope, bool allowed)
    {
        Permissions.Allows(id, scope).ShouldBe(allowed);
        if (!allowed)
            Should.Throw<RuleViolation>(() => Permissions.Check(new Dictionary<string, Scope> { [id] = scope })).Field.ShouldBe("permissions");
    }
}

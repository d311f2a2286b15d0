using Yingke.Domain.Accounts;

namespace Yingke.Domain.Tests.Accounts;

public sealed class GrantingTests
{
    private static readonly Dictionary<string, Scope> Nothing = [];

    private static Dictionary<string, Scope> With(string permission, Scope scope) => new() { [permission] = scope };

    [Theory]
    [InlineData(Scope.All, Scope.All, true)]
    [InlineData(Scope.All, Scope.Own, true)]
    [InlineData(Scope.All, Scope.Self, true)]
    [InlineData(Scope.Own, Scope.All, false)]
    [InlineData(Scope.Own, Scope.Own, true)]
    [InlineData(Scope.Own, Scope.Self, true)]
    [InlineData(Scope.Self, Scope.All, false)]
    [InlineData(Scope.Self, Scope.Own, false)]
    [InlineData(Scope.Self, Scope.Self, true)]
    public void Nobody_gives_a_wider_reach_than_their_own(Scope held, Scope wanted, bool allowed) =>
        (Granting.Beyond(With(Permission.ReportsView, held), With(Permission.ReportsView, wanted)) is null).ShouldBe(allowed);

    [Fact]
    public void A_permission_one_lacks_is_named() =>
        Granting.Beyond(BuiltInPosts.Supervisor.Permissions, BuiltInPosts.StoreManager.Permissions).ShouldBe(Permission.ComplaintsDecide);

    [Theory]
    [InlineData(Scope.All, true)]
    [InlineData(Scope.Own, false)]
    public void The_reach_of_ones_company_is_not_that_of_another(Scope held, bool allowed) =>
        (Granting.Beyond(With(Permission.ImSupervise, held), With(Permission.ImSupervise, Scope.Own), sameCompany: false) is null).ShouldBe(allowed);

    [Fact]
    public void What_does_not_change_may_be_above_the_editor()
    {
        var post = BuiltInPosts.StoreManager.Permissions;
        var without = post.Where(p => p.Key != Permission.ImChat).ToDictionary();
        Granting.BeyondChange(BuiltInPosts.Supervisor.Permissions, post, without).ShouldBeNull();
    }

    [Fact]
    public void Taking_away_what_is_above_the_editor_is_refused()
    {
        var post = BuiltInPosts.StoreManager.Permissions;
        var without = post.Where(p => p.Key != Permission.SettingsEdit).ToDictionary();
        Granting.BeyondChange(BuiltInPosts.Supervisor.Permissions, post, without).ShouldBe(Permission.SettingsEdit);
        Granting.BeyondChange(BuiltInPosts.Supervisor.Permissions, Nothing, With(Permission.SettingsEdit, Scope.All)).ShouldBe(Permission.SettingsEdit);
    }

    [Fact]
    public void Narrowing_and_widening_need_the_wider_reach()
    {
        var own = With(Permission.ReportsView, Scope.Own);
        Granting.BeyondChange(own, With(Permission.ReportsView, Scope.All), With(Permission.ReportsView, Scope.Self)).ShouldBe(Permission.ReportsView);
        Granting.BeyondChange(own, With(Permission.ReportsView, Scope.Self), With(Permission.ReportsView, Scope.All)).ShouldBe(Permission.ReportsView);
        Granting.BeyondChange(own, With(Permission.ReportsView, Scope.Self), own).ShouldBeNull();
    }
}

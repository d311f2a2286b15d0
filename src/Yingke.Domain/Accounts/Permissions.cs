namespace Yingke.Domain.Accounts;

/// <summary>One permission and how far it can be made to reach, the widest first.</summary>
public sealed record PermissionKind(string Id, IReadOnlyList<Scope> Scopes);

/// <summary>All permissions in the order of the specification's table. (spec: accounts.md)</summary>
public static class Permissions
{
    private static readonly Scope[] Whole = [Scope.All];
    private static readonly Scope[] Company = [Scope.All, Scope.Own];
    private static readonly Scope[] Person = [Scope.All, Scope.Own, Scope.Self];

    public static IReadOnlyList<PermissionKind> All { get; } =
    [
        new(Permission.ImChat, Whole),
        new(Permission.ImSupervise, Company),
        new(Permission.BuyersContact, Whole),
        new(Permission.OrdersManage, Whole),
        new(Permission.OrdersPrice, Whole),
        new(Permission.AftersaleHandle, Whole),
        new(Permission.RefundPay, Whole),
        new(Permission.TicketsHandle, Whole),
        new(Permission.HotlineHandle, Whole),
        new(Permission.KnowledgeEdit, Whole),
        new(Permission.PhrasesShare, Whole),
        new(Permission.QualityInspect, Whole),
        new(Permission.QualityDecide, Whole),
        new(Permission.ComplaintsDecide, Whole),
        new(Permission.ReportsView, Person),
        new(Permission.ScorecardsEdit, Whole),
        new(Permission.PayView, Person),
        new(Permission.PayClose, Whole),
        new(Permission.ShiftsPlan, Whole),
        new(Permission.CampaignsRun, Whole),
        new(Permission.AgentsManage, Whole),
        new(Permission.SettingsEdit, Whole),
        new(Permission.ApiKeys, Whole),
        new(Permission.HistoryMove, Whole),
        new(Permission.AuditView, Whole),
    ];

    private static readonly Dictionary<string, PermissionKind> ById = All.ToDictionary(p => p.Id, StringComparer.Ordinal);

    /// <summary>Whether a post may carry this permission with this reach.</summary>
    public static bool Allows(string id, Scope scope) => ById.TryGetValue(id, out var kind) && kind.Scopes.Contains(scope);

    /// <summary>Refuses a post with a permission or a reach that does not exist.</summary>
    /// <exception cref="RuleViolation"><c>invalid</c>, field <c>permissions</c>.</exception>
    public static void Check(IReadOnlyDictionary<string, Scope> permissions)
    {
        foreach (var (id, scope) in permissions)
        {
            if (!Allows(id, scope))
                throw new RuleViolation("invalid", $"{id} cannot reach {scope}", "permissions");
        }
    }
}

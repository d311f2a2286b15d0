using Yingke.Domain.Accounts;
using Yingke.Server.Platform.Identity;

namespace Yingke.Server.Features.Accounts;

/// <summary>Signing in and out, oneself, the accounts and posts of the shop, its settings, keys and audit log.</summary>
internal static class AccountRoutes
{
    public sealed record PermissionView(string Id, IReadOnlyList<Scope> Scopes);

    public static void MapAccounts(this IEndpointRouteBuilder api)
    {
        MapSession(api);
        MapAgents(api);
        MapPosts(api);
        MapShop(api);
    }

    private static void MapSession(IEndpointRouteBuilder api)
    {
        var session = api.MapGroup("/session").WithTags("session");
        session.MapPost("/", SignIn.Handle).Public().RequireRateLimiting("sign-ins").Produces<Me>();
        session.MapGet("/", (HttpContext http, MeView me, CancellationToken cancel) => me.Of(http.Agent()!.ShopId, http.Agent()!.AgentId, cancel)).RequirePerson();
        session.MapDelete("/", OwnSessions.SignOut).RequirePerson().Produces(204);
        session.MapPut("/password", ChangeOwnPassword.Handle).RequirePerson().Produces(204);
        session.MapPatch("/agent", ChangeProfile.Handle).RequirePerson();
        session.MapPost("/second-factor", OwnSecondFactor.Begin).RequirePerson();
        session.MapPut("/second-factor", OwnSecondFactor.Confirm).RequirePerson().Produces(204);
        session.MapDelete("/second-factor", OwnSecondFactor.Remove).RequirePerson().Produces(204);

        var sessions = api.MapGroup("/sessions").WithTags("session");
        sessions.MapGet("/", OwnSessions.List).RequirePerson();
        sessions.MapDelete("/{id:guid}", OwnSessions.EndOne).RequirePerson().Produces(204);
    }

    private static void MapAgents(IEndpointRouteBuilder api)
    {
        var agents = api.MapGroup("/agents").WithTags("agents");
        agents.MapGet("/", FindAgents.Handle).RequireStaff(Permission.AgentsManage, or: Permission.ImSupervise);
        agents.MapGet("/{id:guid}", FindAgents.One).RequireStaff(Permission.AgentsManage, or: Permission.ImSupervise);
        agents.MapPost("/", AddAgent.Handle).RequireStaff(Permission.AgentsManage).Produces<AgentView>(201);
        agents.MapGet("/temporary-quota", TemporaryQuotas.Show).RequireStaff(Permission.AgentsManage);
        agents.MapPost("/temporary-quota", TemporaryQuotas.Apply).RequireStaff(Permission.AgentsManage);
        agents.MapPatch("/{id:guid}", EditAgent.Handle).RequireStaff(Permission.AgentsManage);
        agents.MapPost("/{id:guid}/password", ResetAccess.Password).RequireStaff(Permission.AgentsManage).Produces(204);
        agents.MapDelete("/{id:guid}/second-factor", ResetAccess.SecondFactor).RequireStaff(Permission.AgentsManage).Produces(204);
        agents.MapPut("/{id:guid}/suspension", SuspendAgent.Suspend).RequireStaff(Permission.AgentsManage).Produces(204);
        agents.MapDelete("/{id:guid}/suspension", SuspendAgent.Reinstate).RequireStaff(Permission.AgentsManage).Produces(204);
    }

    private static void MapPosts(IEndpointRouteBuilder api)
    {
        var posts = api.MapGroup("/posts").WithTags("posts");
        posts.MapGet("/", Posts.List).RequireStaff(Permission.AgentsManage);
        posts.MapPost("/", Posts.Add).RequireStaff(Permission.AgentsManage).Produces<PostView>(201);
        posts.MapPatch("/{id:guid}", Posts.Edit).RequireStaff(Permission.AgentsManage);
        posts.MapDelete("/{id:guid}", Posts.Delete).RequireStaff(Permission.AgentsManage).Produces(204);
        api.MapGet("/permissions", () => Permissions.All.Select(p => new PermissionView(p.Id, p.Scopes)).ToList())
            .WithTags("posts").RequireStaff(Permission.AgentsManage, or: Permission.ApiKeys);
    }

    private static void MapShop(IEndpointRouteBuilder api)
    {
        var settings = api.MapGroup("/settings").WithTags("settings");
        settings.MapGet("/", ChangeSettings.Show).RequireStaff(Permission.SettingsEdit, or: Permission.ImSupervise);
        settings.MapPut("/", ChangeSettings.Handle).RequireStaff(Permission.SettingsEdit).Accepts<SettingsDocument>("application/json");
        settings.MapGet("/identity", IdentitySecrets.Show).RequirePerson(Permission.SettingsEdit);
        settings.MapGet("/inbound/{purpose}", InboundSecrets.Show).RequirePerson(Permission.SettingsEdit);
        settings.MapPost("/inbound/{purpose}/rotation", InboundSecrets.Rotate).RequirePerson(Permission.SettingsEdit);
        settings.MapPost("/identity/rotation", IdentitySecrets.Rotate).RequirePerson(Permission.SettingsEdit);

        var keys = api.MapGroup("/api-keys").WithTags("api keys");
        keys.MapGet("/", ApiKeys.List).RequireStaff(Permission.ApiKeys);
        keys.MapPost("/", ApiKeys.Add).RequirePerson(Permission.ApiKeys).Produces<NewApiKey>(201);
        keys.MapDelete("/{id:guid}", ApiKeys.Revoke).RequirePerson(Permission.ApiKeys).Produces(204);

        api.MapGet("/audit", FindAudit.Handle).WithTags("audit").RequireStaff(Permission.AuditView);
    }
}

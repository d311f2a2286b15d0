using Microsoft.EntityFrameworkCore;
using Yingke.Domain.Accounts;
using Yingke.Domain.Routing;
using Yingke.Server.Features.Routing;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Push;
using Yingke.Server.Platform.Storage;
using Yingke.Server.Platform.Web;

namespace Yingke.Server.Features.Accounts;

/// <summary>A new sub-account, within the quota, with a post that its maker may give (spec: accounts.md).</summary>
internal static class AddAgent
{
    public sealed record Request(
        string? AccountName, string? Name, string? Password, Guid? PostId, Groups? Groups, bool? Im, int? Capacity, int? Weight, string? EmployeeNumber,
        string? Extension, Grade? Grade, string? Company, string? Language, string? Greeting);

    public static async Task<IResult> Handle(Request request, HttpContext http, Dispatcher dispatcher, Passwords passwords, NodeBus bus, Db db, CancellationToken cancel)
    {
        var by = http.Agent()!;
        var (account, fields) = Check(request);
        var hash = await passwords.Hash(null!, request.Password!, cancel);
        // In a turn of the shop: whoever else adds an account waits, so that quota and name hold.
        var id = await dispatcher.Run(by.ShopId, turn => Add(turn, by, account, request.PostId, fields, hash, http), cancel);
        await bus.Publish(new ShopMoved(by.ShopId, ShopPart.Agents), CancellationToken.None);
        return Results.Json(await AgentView.Load(db, by.ShopId, id, cancel), Stored.Json, statusCode: StatusCodes.Status201Created);
    }

    private static (string Account, AgentFields Fields) Check(Request request)
    {
        var account = AccountName.Check(request.AccountName ?? "");
        ChangeOwnPassword.Check(request.Password, account, "password");
        var fields = new AgentFields
        {
            Name = request.Name ?? "", EmployeeNumber = request.EmployeeNumber, Groups = request.Groups, Im = request.Im, Capacity = request.Capacity, Weight = request.Weight,
            Extension = request.Extension, Grade = request.Grade, Company = request.Company, Language = request.Language, Greeting = request.Greeting,
        };
        fields.Check();
        return (account, fields);
    }

    private static async Task<Guid> Add(
        DispatchTurn turn, CurrentAgent by, string account, Guid? postId, AgentFields fields, string hash, HttpContext http)
    {
        var post = await Managing.PostToGive(turn.Db, by, postId, string.IsNullOrWhiteSpace(fields.Company) ? null : fields.Company.Trim());
        if (await turn.Db.Set<Agent>().AnyAsync(a => a.ShopId == by.ShopId && a.AccountName == account))
            throw new Refusal(StatusCodes.Status409Conflict, "account_name_taken", "accountName");
        await AgentFields.CheckExtension(turn.Db, by.ShopId, null, fields.Extension);
        var lapses = await TemporaryQuotas.TakePlace(turn);
        var agent = new Agent
        {
            ShopId = by.ShopId, Id = Guid.CreateVersion7(turn.Now), AccountName = account, Name = "", PostId = post.Id, PasswordHash = hash, CreatedAt = turn.Now, PresenceSince = turn.Now, LapsesAt = lapses,
        };
        fields.Apply(agent);
        turn.Join(agent, post.Permissions.ContainsKey(Permission.ImChat));
        Audit.Add(turn.Db, http, "agent.added", Audit.Subject(agent), null, AgentView.Logged(agent, post.Name));
        // Saved now: the next one in this turn counts it.
        await turn.Db.SaveChangesAsync();
        return agent.Id;
    }
}

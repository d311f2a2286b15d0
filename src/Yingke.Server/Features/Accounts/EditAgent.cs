using Yingke.Domain.Accounts;
using Yingke.Domain.Routing;
using Yingke.Server.Features.Routing;
using Yingke.Server.Platform.Identity;
using Yingke.Server.Platform.Push;
using Yingke.Server.Platform.Storage;

namespace Yingke.Server.Features.Accounts;

/// <summary>Changes of an account by those who manage it. Sessions and sockets go on with the new rights, or end where they have none.</summary>
internal static class EditAgent
{
    /// <summary>What is null stays; an empty text clears what may be empty.</summary>
    public sealed record Request(
        string? Name, Guid? PostId, Groups? Groups, bool? Im, int? Capacity, int? Weight, string? EmployeeNumber, string? Extension, Grade? Grade, string? Company,
        string? Language, string? Greeting);

    public static async Task<AgentView> Handle(Guid id, Request request, HttpContext http, ChangeSeat seats, NodeBus bus, Db db, CancellationToken cancel)
    {
        var by = http.Agent()!;
        var fields = new AgentFields
        {
            Name = request.Name, EmployeeNumber = request.EmployeeNumber, Groups = request.Groups, Im = request.Im, Capacity = request.Capacity, Weight = request.Weight,
            Extension = request.Extension, Grade = request.Grade, Company = request.Company, Language = request.Language, Greeting = request.Greeting,
        };
        fields.Check();
        await seats.Handle(by.ShopId, id, (turn, person) => Apply(turn, person, by, request.PostId, fields, http), cancel);
        await bus.Publish(new ShopMoved(by.ShopId, ShopPart.Agents), CancellationToken.None);
        return await AgentView.Load(db, by.ShopId, id, cancel);
    }

    private static async Task Apply(DispatchTurn turn, DeskPerson person, CurrentAgent by, Guid? postId, AgentFields fields, HttpContext http)
    {
        var row = person.Row;
        var former = await Managing.Check(turn.Db, by, row);
        var company = fields.Company is null ? row.Company : string.IsNullOrWhiteSpace(fields.Company) ? null : fields.Company.Trim();
        var post = postId == row.PostId || postId is null && company == row.Company ? former : await Managing.PostToGive(turn.Db, by, postId ?? row.PostId, company);
        await AgentFields.CheckExtension(turn.Db, by.ShopId, row.Id, fields.Extension);
        var (old, subject) = (AgentView.Logged(row, former.Name), Audit.Subject(row));
        fields.Apply(row);
        row.PostId = post.Id;
        person.MayChat = row.IsOwner || post.Permissions.ContainsKey(Permission.ImChat);
        Audit.Add(turn.Db, http, "agent.changed", subject, old, AgentView.Logged(row, post.Name));
        // Saved now: the next one in this turn sees who has which telephone.
        turn.AgentChanged(row.Id);
        await turn.Db.SaveChangesAsync();
    }
}

using Yingke.Server.Features.Accounts;
using Yingke.Server.Features.Conversations;
using Yingke.Server.Features.Routing;
using Yingke.Server.Platform.Web;
using Yingke.Server.Tests.Hosting;

namespace Yingke.Server.Tests.Clients;

/// <summary>A signed-in member of staff, as their browser speaks.</summary>
public sealed class AgentClient
{
    private AgentClient(Api api, Guid id, string name) => (Api, Id, Name) = (api, id, name);

    public Api Api { get; }

    public Guid Id { get; }

    public string Name { get; }

    public static async Task<AgentClient> SignIn(Api api, string shop, Person person)
    {
        var answer = (await api.Post("session", new { shop, account = person.Account, password = Cast.Password })).Ok();
        api.Cookie = answer.Headers["Set-Cookie"].Single(c => c.StartsWith("yingke_session=", StringComparison.Ordinal)).Split(';')[0];
        var me = answer.As<Me>();
        return new(api, me.Agent.Id, me.Agent.Name);
    }

    /// <summary>The same session at another node.</summary>
    public AgentClient At(YingkeHost node) => At(node.Address);

    public AgentClient At(Uri node) => new(new Api(node) { Cookie = Api.Cookie, Bearer = Api.Bearer }, Id, Name);

    public async Task Online() => (await Presence("online")).Ok();

    public async Task Busy(string reason = "小休") => (await Presence("busy", reason)).Ok();

    public async Task Offline() => (await Presence("offline")).Ok();

    public Task<Answer> Presence(string presence, string? reason = null) => Api.Put("presence", new { presence, reason });

    internal async Task<DeskRoutes.DeskAnswer> Desk() => (await Api.Get("desk")).As<DeskRoutes.DeskAnswer>();

    internal async Task<ConversationAnswer> Conversation(Guid id) => (await Api.Get($"conversations/{id}")).As<ConversationAnswer>();

    internal async Task<LogPage> Log(Guid id, long? after = null) =>
        (await Api.Get($"conversations/{id}/messages?limit=500{(after is null ? "" : $"&after={after}")}")).As<LogPage>();

    internal async Task<Page<ConversationRow>> Find(string query) => (await Api.Get("conversations?" + query)).As<Page<ConversationRow>>();

    internal async Task<EntryView> Say(Guid id, string text, string? clientId = null) => (await Send(id, text, clientId)).As<Appendix>().Entry;

    public Task<Answer> Send(Guid id, string text, string? clientId = null) =>
        Api.Post($"conversations/{id}/messages", new { clientId = clientId ?? NewClientId(), text });

    /// <summary>Who is asked about a forbidden phrase sends the text nevertheless.</summary>
    public async Task<Answer> Insist(Guid id, string text)
    {
        var clientId = NewClientId();
        var answer = await Send(id, text, clientId);
        if (answer.Code != "phrases_unconfirmed")
            return answer;
        var confirmed = answer.Json.GetProperty("hits").EnumerateArray()
            .Select(h => new { phrase = h.GetProperty("phrase").GetString(), start = h.GetProperty("start").GetInt32(), end = h.GetProperty("end").GetInt32() });
        return await Api.Post($"conversations/{id}/messages", new { clientId, text, confirmed });
    }

    public Task<Answer> Note(Guid id, string text, params Guid[] mentions) => Api.Post($"conversations/{id}/notes", new { clientId = NewClientId(), text, mentions });

    public Task<Answer> Recall(Guid id, long seq) => Api.Post($"conversations/{id}/recalls", new { clientId = NewClientId(), seq });

    public Task<Answer> Close(Guid id, string? reason = null) => Api.Post($"conversations/{id}/closure", new { reason });

    public Task<Answer> Claim(Guid id) => Api.Post($"conversations/{id}/claim");

    public Task<Answer> TakeOver(Guid id) => Api.Post($"conversations/{id}/takeover");

    /// <param name="id">The conversation.</param>
    /// <param name="to">One of agentId, group, queue.</param>
    /// <param name="note">For the next agent.</param>
    /// <param name="force">A supervisor's, over capacity.</param>
    public Task<Answer> Transfer(Guid id, object to, string? note = null, bool force = false) =>
        Api.Post($"conversations/{id}/transfer", new { to, reason = "业务不符", note, force });

    public Task<HubProbe> Connect() => HubProbe.Open(Api.Address, "/hubs/desk", Api.Cookie);

    public static string NewClientId() => Guid.NewGuid().ToString("N");
}
